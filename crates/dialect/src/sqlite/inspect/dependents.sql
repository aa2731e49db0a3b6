SELECT type AS kind, name, tbl_name AS table_name, sql
FROM main.sqlite_master
WHERE type IN ('trigger', 'view')
  AND sql IS NOT NULL
ORDER BY rowid
