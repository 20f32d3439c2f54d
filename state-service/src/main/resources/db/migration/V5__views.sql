-- What people and programs may ask in SQL. The tables behind are this service's own and may change; the views stay.

-- Null for what is no UTF-8: anybody who may write may store any bytes, and one such row must not spoil a query.
create function quarterdeck_text(bytes bytea) returns text language plpgsql immutable strict as $$
begin
  return convert_from(bytes, 'UTF8');
exception when others then
  return null;
end $$;

-- Null for what is no JSON, or more than jsonb can hold.
create function quarterdeck_json(bytes bytea) returns jsonb language plpgsql immutable strict as $$
begin
  return convert_from(bytes, 'UTF8')::jsonb;
exception when others then
  return null;
end $$;

-- Group, resource, namespace and name of a key, and null for a key that names no object. Ranges are the platform's own.
create function quarterdeck_path(key bytea) returns text[] language sql immutable strict as $$
  select case
    when cardinality(path) = 4 and array_position(path, '') is null and path[1] <> 'ranges'
    then path[1:2] || nullif(path[3], '-') || path[4]
  end
  from string_to_array(substr(quarterdeck_text(key), length('/registry/') + 1), '/') path
  where key >= '/registry/' and key < '/registry0'
$$;

create view objects as
select path[1] as "group", path[2] as resource, path[3] as namespace, path[4] as name,
  object -> 'metadata' -> 'labels' as labels,
  jsonb_path_query_first(object, '$.metadata.ownerReferences[*] ? (@.controller == true)') as owner,
  revision, object, key
from (
  select key, mod_revision as revision, quarterdeck_path(key) as path, quarterdeck_json(value) as object
  from current_state) state
where path is not null;

-- Rows up to the horizon are on their way out. What was there before a change may lie in the base.
create view changes as
select revision, committed_at as time, actor, nullif(cause, 0) as cause,
  case when deleted then 'delete' when version = 1 then 'create' else 'update' end as verb,
  path[1] as "group", path[2] as resource, path[3] as namespace, path[4] as name,
  (select quarterdeck_json(earlier.value) from (
     select b.sub, b.value from history b
     where b.key = h.key and b.revision = h.prev_revision and (b.revision, b.sub) < (h.revision, h.sub)
     union all
     select b.sub, b.value from history_base b where b.key = h.key and b.revision = h.prev_revision) earlier
   where h.prev_revision > 0
   order by earlier.sub desc limit 1) as before,
  quarterdeck_json(value) as after, key
from (select *, quarterdeck_path(key) as path from history) h
where path is not null and revision > (select revision from history_horizon where id = 1);

-- A role that reads the views and nothing else. Who may not create roles goes without it, or creates it before.
do $$
begin
  create role quarterdeck_reader nologin;
exception when insufficient_privilege or duplicate_object or unique_violation then
  raise notice 'quarterdeck_reader is not created: %', sqlerrm;
end $$;

do $$
begin
  if exists (select from pg_roles where rolname = 'quarterdeck_reader') then
    execute format('grant usage on schema %I to quarterdeck_reader', current_schema());
    grant select on objects, changes to quarterdeck_reader;
  end if;
end $$;
