SELECT
    class.oid::bigint AS oid,
    namespace.nspname::text AS namespace,
    class.relname::text AS name,
    class.relkind = 'p' AND EXISTS (
        SELECT 1 FROM pg_catalog.pg_inherits AS inherits WHERE inherits.inhparent = class.oid
    ) AS has_partitions,
    pg_catalog.row_security_active(class.oid) AS hides_rows,
    CASE WHEN class.reltuples >= 0 THEN class.reltuples::bigint END AS rows,
    pg_catalog.pg_total_relation_size(class.oid) AS bytes
FROM pg_catalog.pg_class AS class
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
WHERE class.oid = pg_catalog.to_regclass($1::text)
  AND class.relkind IN ('r', 'p')
  AND class.relpersistence <> 't'
