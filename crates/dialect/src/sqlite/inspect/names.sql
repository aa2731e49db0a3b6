SELECT type AS kind, name
FROM main.sqlite_master
WHERE type = 'view'
   OR type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
UNION ALL
SELECT 'namespace', name
FROM pragma_database_list
WHERE name <> 'temp'
