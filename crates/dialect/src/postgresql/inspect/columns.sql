SELECT
    attribute.attrelid AS table_oid,
    attribute.attnum AS number,
    attribute.attname AS name,
    attribute.atttypid AS type_oid,
    type.typelem AS element_oid,
    pg_catalog.format_type(attribute.atttypid, attribute.atttypmod) AS type_text,
    attribute.attnotnull AS is_required,
    -- The server opens the table that it is told, and only a generated column names others.
    pg_catalog.pg_get_expr(written.adbin, CASE WHEN attribute.attgenerated = '' THEN 0 ELSE written.adrelid END)
        AS default_sql,
    attribute.attgenerated AS generated,
    attribute.attidentity AS identity,
    description.description AS comment,
    chosen.collname AS collation,
    CASE WHEN NOT pg_catalog.pg_collation_is_visible(chosen.oid) THEN collation_namespace.nspname END
        AS collation_namespace,
    attribute.attcollation AS collation_oid
FROM unnest($1::text::oid[]) AS tables (oid)
JOIN pg_catalog.pg_attribute AS attribute ON attribute.attrelid = tables.oid
JOIN pg_catalog.pg_type AS type ON type.oid = attribute.atttypid
LEFT JOIN pg_catalog.pg_attrdef AS written
    ON written.adrelid = attribute.attrelid AND written.adnum = attribute.attnum
LEFT JOIN pg_catalog.pg_description AS description
    ON description.classoid = 'pg_catalog.pg_class'::regclass
    AND description.objoid = attribute.attrelid
    AND description.objsubid = attribute.attnum
LEFT JOIN pg_catalog.pg_collation AS chosen
    ON chosen.oid = attribute.attcollation AND attribute.attcollation <> type.typcollation
LEFT JOIN pg_catalog.pg_namespace AS collation_namespace ON collation_namespace.oid = chosen.collnamespace
WHERE attribute.attnum > 0
  AND NOT attribute.attisdropped
ORDER BY attribute.attrelid, attribute.attnum
