SELECT
    CASE type.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' ELSE 'type' END AS kind,
    namespace.nspname AS namespace,
    type.typname AS name,
    NULL::text AS of_table,
    CASE type.typtype
        WHEN 'e' THEN (
            SELECT string_agg(pg_catalog.quote_literal(label.enumlabel), ', ' ORDER BY label.enumsortorder)
            FROM pg_catalog.pg_enum AS label
            WHERE label.enumtypid = type.oid
        )
        WHEN 'd' THEN concat(
            pg_catalog.format_type(type.typbasetype, type.typtypmod),
            E'\nCOLLATE ' || (
                SELECT chosen.oid::regcollation::text
                FROM pg_catalog.pg_collation AS chosen
                JOIN pg_catalog.pg_type AS base ON base.oid = type.typbasetype
                WHERE chosen.oid = type.typcollation AND type.typcollation <> base.typcollation
            ),
            E'\nDEFAULT ' || type.typdefault,
            CASE WHEN type.typnotnull THEN E'\nNOT NULL' END,
            (
                SELECT string_agg(
                    E'\nCONSTRAINT ' || pg_catalog.quote_ident(checks.conname) || ' '
                    || pg_catalog.pg_get_constraintdef(checks.oid)
                    || coalesce(E'\nCOMMENT ' || pg_catalog.quote_literal(
                        pg_catalog.obj_description(checks.oid, 'pg_constraint')
                    ), ''), '' ORDER BY checks.conname
                )
                FROM pg_catalog.pg_constraint AS checks
                WHERE checks.contypid = type.oid AND checks.contype = 'c'
            )
        )
        WHEN 'r' THEN (
            SELECT 'RANGE OF ' || pg_catalog.format_type(range.rngsubtype, NULL)
            FROM pg_catalog.pg_range AS range
            WHERE range.rngtypid = type.oid
        )
        ELSE (
            SELECT string_agg(
                pg_catalog.quote_ident(attribute.attname) || ' '
                || pg_catalog.format_type(attribute.atttypid, attribute.atttypmod)
                || CASE
                    WHEN attribute.attcollation = base.typcollation THEN ''
                    ELSE ' COLLATE ' || attribute.attcollation::regcollation::text
                END
                || coalesce(E'\nCOMMENT ' || pg_catalog.quote_literal(
                    pg_catalog.col_description(attribute.attrelid, attribute.attnum)
                ), ''), E'\n' ORDER BY attribute.attnum
            )
            FROM pg_catalog.pg_attribute AS attribute
            JOIN pg_catalog.pg_type AS base ON base.oid = attribute.atttypid
            WHERE attribute.attrelid = type.typrelid AND attribute.attnum > 0 AND NOT attribute.attisdropped
        )
    END AS definition,
    pg_catalog.obj_description(type.oid, 'pg_type') AS comment
FROM pg_catalog.pg_type AS type
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = type.typnamespace
LEFT JOIN pg_catalog.pg_class AS class ON class.oid = type.typrelid
-- Every table has a type of its own, too.
WHERE (type.typtype IN ('e', 'd', 'r') OR class.relkind = 'c')
  AND namespace.nspname NOT LIKE 'pg~_%' ESCAPE '~'
  AND namespace.nspname <> 'information_schema'
  AND ($1 OR pg_catalog.pg_type_is_visible(type.oid))
  AND NOT EXISTS (
      SELECT 1
      FROM pg_catalog.pg_depend AS depend
      WHERE depend.classid = 'pg_catalog.pg_type'::regclass
        AND depend.objid = type.oid
        AND depend.deptype = 'e'
  )
