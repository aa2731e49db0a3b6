SELECT
    info.name AS name,
    info.type AS kind,
    info."notnull" AS is_required,
    info.dflt_value AS default_text,
    info.pk AS place_in_key,
    info.hidden AS hidden
FROM pragma_table_xinfo(?1, ?2) AS info
WHERE info.hidden <> 1
ORDER BY info.cid
