SELECT
    'extension' AS kind,
    NULL::text AS namespace,
    extension.extname AS name,
    NULL::text AS of_table,
    'VERSION ' || extension.extversion AS definition,
    NULL::text AS comment
FROM pg_catalog.pg_extension AS extension
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = extension.extnamespace
WHERE $1 OR namespace.nspname = 'pg_catalog' OR namespace.nspname = ANY (pg_catalog.current_schemas(false))
UNION ALL
SELECT
    'schema',
    NULL,
    namespace.nspname,
    NULL,
    '',
    pg_catalog.obj_description(namespace.oid, 'pg_namespace')
FROM pg_catalog.pg_namespace AS namespace
WHERE $1
  AND namespace.nspname NOT LIKE 'pg~_%' ESCAPE '~'
  AND namespace.nspname <> 'information_schema'
  AND NOT EXISTS (
      SELECT 1
      FROM pg_catalog.pg_depend AS depend
      WHERE depend.classid = 'pg_catalog.pg_namespace'::regclass
        AND depend.objid = namespace.oid
        AND depend.deptype = 'e'
  )
