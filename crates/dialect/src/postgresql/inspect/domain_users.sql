SELECT DISTINCT
    CASE WHEN NOT pg_catalog.pg_table_is_visible(class.oid) THEN class_namespace.nspname END AS namespace,
    class.relname AS "table",
    attribute.attname AS "column"
FROM pg_catalog.pg_type AS type
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = type.typnamespace
JOIN pg_catalog.pg_depend AS depend
    ON depend.refclassid = 'pg_catalog.pg_type'::regclass AND depend.refobjid IN (type.oid, type.typarray)
LEFT JOIN pg_catalog.pg_attrdef AS filled
    ON depend.classid = 'pg_catalog.pg_attrdef'::regclass AND filled.oid = depend.objid
LEFT JOIN pg_catalog.pg_constraint AS made
    ON depend.classid = 'pg_catalog.pg_constraint'::regclass AND made.oid = depend.objid
LEFT JOIN pg_catalog.pg_index AS index
    ON depend.classid = 'pg_catalog.pg_class'::regclass AND index.indexrelid = depend.objid
LEFT JOIN pg_catalog.pg_class AS class
    ON class.relkind IN ('r', 'p')
    AND class.oid = coalesce(
        filled.adrelid,
        made.conrelid,
        index.indrelid,
        CASE WHEN depend.classid = 'pg_catalog.pg_class'::regclass THEN depend.objid END
    )
LEFT JOIN pg_catalog.pg_namespace AS class_namespace ON class_namespace.oid = class.relnamespace
LEFT JOIN pg_catalog.pg_attribute AS attribute
    ON attribute.attrelid = class.oid
    AND attribute.attnum = coalesce(filled.adnum, nullif(depend.objsubid, 0))
WHERE type.typtype = 'd' AND type.typname = $1::text
  AND CASE
      WHEN $2::text IS NULL THEN pg_catalog.pg_type_is_visible(type.oid)
      ELSE namespace.nspname = $2::text
  END
  AND depend.deptype <> 'i'
  -- Its own CHECKs go with it.
  AND made.contypid IS DISTINCT FROM type.oid
  -- What a table has from another one changes with it.
  AND NOT coalesce(attribute.attinhcount > 0, false)
