SELECT
    class.oid::bigint AS oid,
    namespace.nspname::text AS namespace,
    class.relname::text AS name,
    class.relkind = 'p' AND EXISTS (
        SELECT 1 FROM pg_catalog.pg_inherits AS inherits WHERE inherits.inhparent = class.oid
    ) AS has_partitions,
    (
        -- Without its tie to them, columns and constraints of its parents become its own, and stay that.
        SELECT string_agg(parent.relname, ', ' ORDER BY inherits.inhseqno)
        FROM pg_catalog.pg_inherits AS inherits
        JOIN pg_catalog.pg_class AS parent ON parent.oid = inherits.inhparent
        WHERE inherits.inhrelid = class.oid AND NOT class.relispartition
          AND (EXISTS (
                  SELECT 1 FROM pg_catalog.pg_attribute AS attribute
                  WHERE attribute.attrelid = class.oid AND attribute.attinhcount > 0 AND NOT attribute.attislocal
              )
              OR EXISTS (
                  SELECT 1 FROM pg_catalog.pg_constraint AS con
                  WHERE con.conrelid = class.oid AND con.coninhcount > 0 AND NOT con.conislocal
              ))
    ) AS parents,
    pg_catalog.row_security_active(class.oid) AS hides_rows,
    CASE WHEN class.reltuples >= 0 THEN class.reltuples::bigint END AS rows,
    pg_catalog.pg_total_relation_size(class.oid) AS bytes
FROM pg_catalog.pg_class AS class
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
WHERE class.oid = pg_catalog.to_regclass($1::text)
  AND class.relkind IN ('r', 'p')
  AND class.relpersistence <> 't'
