SELECT
    CASE class.relkind
        WHEN 'v' THEN 'view'
        WHEN 'm' THEN 'materialized_view'
        WHEN 'S' THEN 'sequence'
        ELSE 'table'
    END AS kind,
    class.relname AS name
FROM pg_catalog.pg_class AS class
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
WHERE class.relkind IN ('r', 'p', 'v', 'm', 'S')
  AND (class.relpersistence <> 't' OR class.relkind NOT IN ('r', 'p'))
  AND CASE
      WHEN $1::text IS NULL
          THEN pg_catalog.pg_table_is_visible(class.oid) AND namespace.nspname <> 'pg_catalog'
      ELSE namespace.nspname = $1::text
  END
UNION ALL
SELECT 'namespace', nspname
FROM pg_catalog.pg_namespace
WHERE nspname NOT LIKE 'pg~_%' ESCAPE '~'
