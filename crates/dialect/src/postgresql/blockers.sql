WITH named AS (
    SELECT oid FROM pg_catalog.pg_class WHERE relname IN ($1)
), meant AS (
    SELECT oid FROM named
    UNION SELECT indrelid FROM pg_catalog.pg_index JOIN named ON indexrelid = named.oid
    UNION SELECT confrelid FROM pg_catalog.pg_constraint JOIN named ON conrelid = named.oid WHERE contype = 'f'
), held AS (
    SELECT DISTINCT ON (locks.pid)
        locks.pid,
        upper(pg_catalog.regexp_replace(replace(locks.mode, 'Lock', ''), '(?<=[a-z])(?=[A-Z])', ' ', 'g')) AS mode,
        locks.relation
    FROM pg_catalog.pg_locks AS locks
    JOIN meant ON meant.oid = locks.relation
    WHERE locks.locktype = 'relation'
      AND locks.granted
      AND locks.pid <> pg_catalog.pg_backend_pid()
      AND locks.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
      AND locks.mode NOT IN ($2)
    ORDER BY locks.pid, locks.mode = 'AccessExclusiveLock' DESC, locks.mode = 'ExclusiveLock' DESC,
        locks.mode = 'ShareRowExclusiveLock' DESC, locks.mode = 'ShareLock' DESC,
        locks.mode = 'ShareUpdateExclusiveLock' DESC, locks.mode = 'RowExclusiveLock' DESC
)
SELECT
    held.pid::text,
    activity.application_name::text,
    activity.usename::text,
    activity.state::text,
    floor(extract(epoch FROM pg_catalog.clock_timestamp() - activity.xact_start))::bigint::text,
    left(activity.query, 2000),
    held.mode,
    held.relation::pg_catalog.regclass::text
FROM held
LEFT JOIN pg_catalog.pg_stat_activity AS activity ON activity.pid = held.pid
WHERE activity.state IS DISTINCT FROM 'idle in transaction (aborted)'
ORDER BY activity.xact_start NULLS LAST
LIMIT 3
