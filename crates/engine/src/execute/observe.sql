-- Locks and files by the relation's number: a name may change, and what is dropped has none.
SELECT 'lock' AS kind, held.relation::bigint::text AS relation, held.mode AS detail, '' AS table, '' AS number
  FROM pg_locks AS held
 WHERE held.locktype = 'relation' AND held.pid = pg_backend_pid() AND held.granted
   AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
UNION ALL
SELECT 'file', relation.oid::bigint::text, relation.relkind::text, coalesce(indexed.oid, relation.oid)::regclass::text,
       pg_relation_filenode(relation.oid)::text
  FROM pg_class AS relation
  LEFT JOIN pg_index AS indexes ON indexes.indexrelid = relation.oid
  LEFT JOIN pg_class AS indexed ON indexed.oid = indexes.indrelid
 WHERE relation.relkind IN ('r', 'm', 'i', 'p', 'f')
   AND relation.relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_' OR nspname = 'information_schema')
UNION ALL
SELECT 'wal', '', '', '', (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint::text
