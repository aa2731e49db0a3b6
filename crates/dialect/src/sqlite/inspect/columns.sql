SELECT
    master.name AS table_name,
    info.name AS name,
    info.type AS declared_type,
    info."notnull" AS is_required,
    info.dflt_value AS default_sql,
    info.pk AS place_in_key,
    info.hidden AS hidden
FROM main.sqlite_master AS master
JOIN pragma_table_xinfo(master.name, ?1) AS info
WHERE master.type = 'table'
  -- A virtual table has no page of its own; asking for its columns fails where its module is missing.
  AND master.rootpage <> 0
  AND info.hidden <> 1
  AND (?2 IS NULL OR lower(master.name) IN (SELECT lower(value) FROM json_each(?2)))
ORDER BY master.rowid, info.cid
