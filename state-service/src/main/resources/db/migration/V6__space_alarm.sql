-- The members that have raised the alarm that the space quota is used up: as long as there is one, nothing is added.
create table space_alarm (
  member_id bigint primary key
);
