-- The processes on this database. Each renews a row of its own: a sign of life waits for no commit.
create table replica (
  holder  text        primary key,
  address text        not null,
  beat    bigint      not null,
  session integer     not null,
  seen_at timestamptz not null
) with (fillfactor = 50);
