SELECT name, type AS kind, wr AS is_without_rowid, strict AS is_strict
FROM pragma_table_list
WHERE schema = ?1
