SELECT
    concat(
        'CREATE DOMAIN ',
        CASE WHEN NOT pg_catalog.pg_type_is_visible(type.oid) THEN pg_catalog.quote_ident(namespace.nspname) || '.' END,
        pg_catalog.quote_ident(type.typname),
        ' AS ',
        pg_catalog.format_type(type.typbasetype, type.typtypmod),
        ' COLLATE ' || CASE WHEN type.typcollation <> base.typcollation THEN type.typcollation::regcollation::text END,
        ' DEFAULT ' || type.typdefault,
        CASE WHEN type.typnotnull THEN ' NOT NULL' END,
        (
            SELECT string_agg(
                ' CONSTRAINT ' || pg_catalog.quote_ident(checks.conname) || ' '
                || pg_catalog.pg_get_constraintdef(checks.oid, true), '' ORDER BY checks.conname
            )
            FROM pg_catalog.pg_constraint AS checks
            WHERE checks.contypid = type.oid AND checks.contype = 'c'
        )
    ) AS creation
FROM pg_catalog.pg_type AS type
JOIN pg_catalog.pg_type AS base ON base.oid = type.typbasetype
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = type.typnamespace
WHERE type.typtype = 'd' AND type.typname = $1::text
  AND CASE
      WHEN $2::text IS NULL THEN pg_catalog.pg_type_is_visible(type.oid)
      ELSE namespace.nspname = $2::text
  END
  AND type.typacl IS NULL
  AND pg_catalog.obj_description(type.oid, 'pg_type') IS NULL
  AND NOT EXISTS (
      SELECT 1
      FROM pg_catalog.pg_constraint AS checks
      WHERE checks.contypid = type.oid
        AND (NOT checks.convalidated OR pg_catalog.obj_description(checks.oid, 'pg_constraint') IS NOT NULL)
  )
  AND NOT EXISTS (
      SELECT 1
      FROM pg_catalog.pg_depend AS depend
      WHERE depend.classid = 'pg_catalog.pg_type'::regclass
        AND depend.objid = type.oid
        AND depend.deptype = 'e'
  )
