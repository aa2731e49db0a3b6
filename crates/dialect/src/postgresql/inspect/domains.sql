SELECT
    type.oid AS oid,
    namespace.nspname AS namespace,
    pg_catalog.pg_type_is_visible(type.oid) AS is_visible,
    type.typname AS name,
    type.typbasetype AS base_oid,
    base.typelem AS element_oid,
    pg_catalog.format_type(type.typbasetype, type.typtypmod) AS base_text,
    type.typnotnull AS is_required,
    type.typdefault AS default_sql,
    chosen.collname AS collation,
    CASE WHEN NOT pg_catalog.pg_collation_is_visible(chosen.oid) THEN collation_namespace.nspname END
        AS collation_namespace,
    checks.name AS check_name,
    checks.condition AS check_condition
FROM pg_catalog.pg_type AS type
JOIN pg_catalog.pg_type AS base ON base.oid = type.typbasetype
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = type.typnamespace
LEFT JOIN pg_catalog.pg_collation AS chosen ON chosen.oid = type.typcollation
LEFT JOIN pg_catalog.pg_namespace AS collation_namespace ON collation_namespace.oid = chosen.collnamespace
LEFT JOIN (
    -- SQLAlchemy knows one CHECK of a domain.
    SELECT DISTINCT ON (contypid)
        contypid,
        conname AS name,
        pg_catalog.pg_get_expr(conbin, 0, true) AS condition
    FROM pg_catalog.pg_constraint
    WHERE contypid <> 0 AND contype = 'c'
    ORDER BY contypid, conname
) AS checks ON checks.contypid = type.oid
WHERE type.typtype = 'd'
  AND namespace.nspname <> 'information_schema'
