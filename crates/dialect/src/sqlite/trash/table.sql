SELECT master.name AS name, master.sql AS sql
FROM main.sqlite_master AS master
WHERE master.type = 'table' AND lower(master.name) = lower(?1) AND master.sql IS NOT NULL
