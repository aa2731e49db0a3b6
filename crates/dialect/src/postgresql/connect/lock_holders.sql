SELECT
    CASE WHEN keys.key = $1::bigint THEN 'lock' ELSE 'work' END AS part,
    held.pid::text,
    activity.application_name::text,
    activity.usename::text,
    pg_catalog.host(activity.client_addr)::text,
    floor(extract(epoch FROM pg_catalog.clock_timestamp() - activity.xact_start))::bigint::text,
    CASE WHEN keys.key <> $1::bigint AND activity.state = 'active' THEN left(activity.query, 2000) END AS statement
FROM pg_catalog.pg_locks AS held
JOIN (VALUES ($1::bigint), ($2::bigint)) AS keys (key)
    ON held.classid::bigint = (keys.key >> 32 & 4294967295)
    AND held.objid::bigint = (keys.key & 4294967295)
LEFT JOIN pg_catalog.pg_stat_activity AS activity ON activity.pid = held.pid
WHERE held.locktype = 'advisory'
  AND held.objsubid = 1
  AND held.granted
  AND held.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
ORDER BY part, held.pid
