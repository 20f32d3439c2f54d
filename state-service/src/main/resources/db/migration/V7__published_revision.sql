-- How far publication was when the leader last wrote it down: what its successor begins with until Kafka can be
-- asked, so that a restart makes no room for writes that the bound on what waits would refuse.
alter table cluster_meta add column published_revision bigint not null default 0;
update cluster_meta set published_revision = (select coalesce(max(revision), 0) from history);
