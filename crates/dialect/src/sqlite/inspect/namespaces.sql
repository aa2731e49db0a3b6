SELECT name
FROM pragma_database_list
WHERE name <> 'temp'
ORDER BY seq
