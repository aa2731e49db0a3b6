WITH own AS (
    -- Types of the user's, which the trash must not hold on to. Those of extensions stay.
    SELECT type.oid
    FROM pg_catalog.pg_type AS type
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = type.typnamespace
    WHERE type.typtype IN ('e', 'c', 'r', 'm', 'd')
      AND namespace.nspname NOT IN ('pg_catalog', 'information_schema')
      AND NOT EXISTS (
          SELECT 1 FROM pg_catalog.pg_depend AS depend
          WHERE depend.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
            AND depend.objid = type.oid AND depend.deptype = 'e'
      )
)
SELECT
    attribute.attname::text AS name,
    pg_catalog.format_type(attribute.atttypid, attribute.atttypmod) AS kind,
    CASE
        WHEN attribute.atttypid IN (SELECT own.oid FROM own) THEN 'text'
        WHEN type.typelem IN (SELECT own.oid FROM own) AND type.typcategory = 'A' THEN 'text[]'
    END AS plain,
    attribute.attnotnull AS is_required,
    CASE WHEN attribute.attgenerated = '' THEN pg_catalog.pg_get_expr(def.adbin, def.adrelid) END AS default_text,
    attribute.attgenerated <> '' AS is_generated,
    attribute.attgenerated <> '' AND (
        EXISTS (SELECT 1 FROM own WHERE own.oid IN (type.oid, type.typelem))
        OR EXISTS (
            SELECT 1
            FROM pg_catalog.pg_depend AS depend
            JOIN pg_catalog.pg_attribute AS read ON read.attrelid = depend.refobjid AND read.attnum = depend.refobjsubid
            JOIN pg_catalog.pg_type AS read_type ON read_type.oid = read.atttypid
            JOIN own ON own.oid IN (read_type.oid, read_type.typelem)
            WHERE depend.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND depend.objid = def.oid
              AND depend.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
              AND depend.refobjid = attribute.attrelid AND depend.refobjsubid <> attribute.attnum
        )
    ) AS is_computed_of_own_types,
    (
        SELECT place.number
        FROM pg_catalog.pg_constraint AS key
        CROSS JOIN LATERAL unnest(key.conkey) WITH ORDINALITY AS place (attnum, number)
        WHERE key.conrelid = attribute.attrelid AND key.contype = 'p' AND place.attnum = attribute.attnum
    ) AS place_in_key,
    (
        -- Of one that it owns, or else of its default.
        SELECT format('%I.%I', namespace.nspname, class.relname)
        FROM pg_catalog.pg_depend AS depend
        JOIN pg_catalog.pg_class AS class ON class.relkind = 'S' AND class.oid = CASE depend.classid
            WHEN 'pg_catalog.pg_class'::pg_catalog.regclass THEN depend.objid ELSE depend.refobjid END
        JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
        WHERE (depend.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                AND depend.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                AND depend.refobjid = attribute.attrelid AND depend.refobjsubid = attribute.attnum
                AND depend.deptype IN ('a', 'i'))
           OR (depend.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND depend.objid = def.oid
                AND depend.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass)
        ORDER BY depend.deptype = 'n'
        LIMIT 1
    ) AS sequence
FROM pg_catalog.pg_attribute AS attribute
JOIN pg_catalog.pg_type AS type ON type.oid = attribute.atttypid
LEFT JOIN pg_catalog.pg_attrdef AS def ON def.adrelid = attribute.attrelid AND def.adnum = attribute.attnum
WHERE attribute.attrelid = $1::bigint::oid
  AND attribute.attnum > 0
  AND NOT attribute.attisdropped
ORDER BY attribute.attnum
