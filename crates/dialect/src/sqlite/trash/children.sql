SELECT master.name AS child, foreign_key."from" AS child_column, foreign_key.on_delete AS action
FROM main.sqlite_master AS master
JOIN pragma_foreign_key_list(master.name, 'main') AS foreign_key
WHERE master.type = 'table'
  AND master.rootpage <> 0
  AND lower(foreign_key."table") = lower(?1)
  AND lower(master.name) <> lower(?1)
  AND foreign_key.on_delete IN ('CASCADE', 'SET NULL', 'SET DEFAULT')
ORDER BY master.name
