SELECT oid, opcname AS name
FROM pg_catalog.pg_opclass
WHERE NOT opcdefault
