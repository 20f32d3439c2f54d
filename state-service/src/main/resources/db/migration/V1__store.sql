-- The truth about who leads: every commit locks this row and compares the epoch.
create table leader (
  id       integer     primary key check (id = 1),
  epoch    bigint      not null,
  holder   text        not null,
  taken_at timestamptz not null
);
insert into leader values (1, 0, '', now());

-- base_revision is where revisions begin, as in an empty etcd; a new incarnation moves it up.
create table cluster_meta (
  id               integer     primary key check (id = 1),
  incarnation      text        not null,
  cluster_id       bigint      not null,
  base_revision    bigint      not null,
  compact_revision bigint      not null,
  created_at       timestamptz not null
);
insert into cluster_meta
values (1, left(replace(gen_random_uuid()::text, '-', ''), 12),
        ('x' || left(replace(gen_random_uuid()::text, '-', ''), 15))::bit(60)::bigint, 1, 0, now());

-- What exists now. Keys are bytes: bytea orders as etcd does.
create table current_state (
  key             bytea  primary key,
  value           bytea  not null,
  create_revision bigint not null,
  mod_revision    bigint not null,
  version         bigint not null,
  lease           bigint not null
) with (fillfactor = 80);

-- What was ever done, one row for each key that a transaction changed. sub counts within it.
create table history (
  revision        bigint      not null,
  sub             integer     not null,
  key             bytea       not null,
  value           bytea,
  deleted         boolean     not null,
  create_revision bigint      not null,
  version         bigint      not null,
  lease           bigint      not null,
  prev_revision   bigint      not null,
  actor           text        not null,
  cause           bigint      not null,
  trace_parent    text        not null,
  committed_at    timestamptz not null,
  primary key (revision, sub)
) partition by range (revision);
create index history_key on history (key, revision desc);

-- The partitions of history and their span; time is filled in when a partition is full.
create table history_partition (
  from_revision bigint      primary key,
  to_revision   bigint      not null,
  name          text        not null unique,
  created_at    timestamptz not null
);

-- The newest revision of each resource, deletes included.
create table resource_head (
  prefix   bytea  primary key,
  revision bigint not null
) with (fillfactor = 50);
