SELECT type AS kind, name, tbl_name AS table_name, sql
FROM main.sqlite_master
WHERE type IN ('table', 'index')
  AND sql IS NOT NULL
  AND (?1 IS NULL OR lower(tbl_name) IN (SELECT lower(value) FROM json_each(?1)))
  AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
ORDER BY name
