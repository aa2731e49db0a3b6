SELECT
    type.oid AS oid,
    namespace.nspname AS namespace,
    pg_catalog.pg_type_is_visible(type.oid) AS is_visible,
    type.typname AS name,
    coalesce(labels.texts, '{}') AS labels,
    EXISTS (
        SELECT 1
        FROM pg_catalog.pg_depend AS depend
        WHERE depend.classid = 'pg_catalog.pg_type'::regclass
          AND depend.objid = type.oid
          AND depend.deptype = 'e'
    ) AS is_of_extension
FROM pg_catalog.pg_type AS type
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = type.typnamespace
LEFT JOIN (
    SELECT enumtypid, array_agg(enumlabel::text ORDER BY enumsortorder) AS texts
    FROM pg_catalog.pg_enum
    GROUP BY enumtypid
) AS labels ON labels.enumtypid = type.oid
WHERE type.typtype = 'e'
ORDER BY namespace.nspname, type.typname
