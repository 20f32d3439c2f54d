-- The state at the horizon: for each key that existed then, its newest row of the history up to there. With the history
-- after the horizon it tells the state at every revision from the horizon on; what lies before may be dropped.
create table history_base (
  key             bytea       primary key,
  value           bytea       not null,
  revision        bigint      not null,
  sub             integer     not null,
  create_revision bigint      not null,
  version         bigint      not null,
  lease           bigint      not null,
  actor           text        not null,
  cause           bigint      not null,
  trace_parent    text        not null,
  committed_at    timestamptz not null
);
create index history_base_revision on history_base (revision, sub);

-- Up to trimmed_revision the history of short-lived resources has only its newest rows left.
create table history_horizon (
  id               integer primary key check (id = 1),
  revision         bigint  not null,
  trimmed_revision bigint  not null
);
insert into history_horizon values (1, 0, 0);

-- When a revision was the newest. Unlike committed_at this never goes back, whatever the machine's clock does.
create table history_mark (
  revision bigint      primary key,
  at       timestamptz not null
);

-- The times of a partition's first and last row, once there are any after it.
alter table history_partition add column began_at timestamptz, add column ended_at timestamptz;
