SELECT
    class.oid AS oid,
    namespace.nspname AS namespace,
    pg_catalog.pg_table_is_visible(class.oid) AS is_visible,
    class.relname AS name,
    class.relpersistence = 'u' AS is_unlogged,
    description.description AS comment,
    class.reloptions AS storage,
    CASE WHEN method.amname <> pg_catalog.current_setting('default_table_access_method') THEN method.amname END AS method,
    tablespace.spcname AS tablespace,
    parents.names AS parents,
    CASE WHEN class.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(class.oid) END AS partition_key
FROM pg_catalog.pg_class AS class
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
LEFT JOIN pg_catalog.pg_am AS method ON method.oid = class.relam
LEFT JOIN pg_catalog.pg_tablespace AS tablespace ON tablespace.oid = class.reltablespace
LEFT JOIN pg_catalog.pg_description AS description
    ON description.classoid = 'pg_catalog.pg_class'::regclass
    AND description.objoid = class.oid
    AND description.objsubid = 0
LEFT JOIN (
    SELECT inherits.inhrelid, array_agg(parent.relname::text ORDER BY inherits.inhseqno) AS names
    FROM pg_catalog.pg_inherits AS inherits
    JOIN pg_catalog.pg_class AS parent ON parent.oid = inherits.inhparent
    GROUP BY inherits.inhrelid
) AS parents ON parents.inhrelid = class.oid
WHERE CASE
      WHEN $3::text IS NULL THEN class.relkind IN ('r', 'p') AND NOT class.relispartition
      ELSE class.relname = $3::text AND class.relkind IN ('r', 'p', 'v', 'm', 'f')
  END
  AND ($4::text IS NULL OR namespace.nspname = $4::text)
  AND CASE WHEN $2 THEN class.relnamespace = pg_catalog.pg_my_temp_schema() ELSE class.relpersistence <> 't' END
  AND namespace.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
  AND ($1 OR pg_catalog.pg_table_is_visible(class.oid))
  AND ($3::text IS NOT NULL OR NOT EXISTS (
      SELECT 1
      FROM pg_catalog.pg_depend AS depend
      WHERE depend.classid = 'pg_catalog.pg_class'::regclass
        AND depend.objid = class.oid
        AND depend.deptype = 'e'
  ))
ORDER BY namespace.nspname, class.relname
