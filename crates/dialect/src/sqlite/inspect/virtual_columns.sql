SELECT
    ?2 AS table_name,
    name,
    type AS declared_type,
    "notnull" AS is_required,
    dflt_value AS default_sql,
    pk AS place_in_key,
    hidden
FROM pragma_table_xinfo(?2, ?1)
WHERE hidden <> 1
ORDER BY cid
