WITH held AS (
    SELECT type.oid AS type_oid, type.typarray AS array_oid
    FROM pg_type AS type
    JOIN pg_namespace AS namespace ON namespace.oid = type.typnamespace
    WHERE type.typtype = 'e' AND type.typname = $1::text
        AND CASE WHEN $2::text IS NULL THEN pg_type_is_visible(type.oid) ELSE namespace.nspname = $2::text END
),
held_columns AS (
    SELECT attribute.attrelid, attribute.attnum
    FROM pg_attribute AS attribute
    JOIN pg_class AS class ON class.oid = attribute.attrelid AND class.relkind IN ('r', 'p')
    JOIN held ON attribute.atttypid IN (held.type_oid, held.array_oid)
    WHERE NOT attribute.attisdropped
)
SELECT DISTINCT
    CASE
        WHEN rewrite.oid IS NULL THEN pg_describe_object(depend.classid, depend.objid, depend.objsubid)
        ELSE pg_describe_object('pg_class'::regclass, rewrite.ev_class, 0)
    END AS description
FROM pg_depend AS depend
LEFT JOIN pg_rewrite AS rewrite ON depend.classid = 'pg_rewrite'::regclass AND rewrite.oid = depend.objid
LEFT JOIN pg_attrdef AS definition ON depend.classid = 'pg_attrdef'::regclass AND definition.oid = depend.objid
LEFT JOIN pg_attribute AS generated ON generated.attrelid = definition.adrelid AND generated.attnum = definition.adnum
WHERE (
        depend.classid IN ('pg_rewrite'::regclass, 'pg_proc'::regclass, 'pg_policy'::regclass, 'pg_trigger'::regclass)
        OR pg_catalog.to_jsonb(generated) ->> 'attgenerated' <> ''
    )
    AND (
        depend.refclassid = 'pg_type'::regclass
            AND EXISTS (SELECT FROM held WHERE depend.refobjid IN (held.type_oid, held.array_oid))
        OR depend.refclassid = 'pg_class'::regclass
            AND EXISTS (
                SELECT FROM held_columns
                WHERE attrelid = depend.refobjid AND attnum = depend.refobjsubid
            )
    )
ORDER BY description
