-- Leases that exist. Which keys are bound to one is a column of the keys; deadlines are not stored.
create table lease (
  id          bigint primary key,
  ttl_seconds bigint not null
);
