SELECT
    pg_index.indexrelid AS oid,
    pg_index.indrelid AS table_oid,
    index_class.relname AS name,
    pg_index.indisunique AS is_unique,
    pg_index.indisvalid AS is_valid,
    method.amname AS method,
    index_class.reloptions AS storage,
    CASE WHEN pg_index.indpred IS NOT NULL
        THEN pg_catalog.pg_get_expr(pg_index.indpred, pg_index.indrelid)
    END AS filter,
    pg_index.indnkeyatts AS keys,
    pg_index.indkey::smallint[] AS columns,
    pg_index.indoption::smallint[] AS orders,
    pg_index.indclass::oid[] AS classes,
    pg_index.indcollation::oid[] AS collations,
    pg_index.indnullsnotdistinct AS is_nulls_not_distinct,
    CASE WHEN pg_index.indexprs IS NOT NULL THEN (
        SELECT array_agg(pg_catalog.pg_get_indexdef(pg_index.indexrelid, key.number, true) ORDER BY key.number)
        FROM generate_series(1, pg_index.indnkeyatts::integer) AS key (number)
    ) END AS elements
FROM pg_catalog.pg_index AS pg_index
JOIN pg_catalog.pg_class AS index_class ON index_class.oid = pg_index.indexrelid
JOIN pg_catalog.pg_am AS method ON method.oid = index_class.relam
JOIN unnest($1::text::oid[]) AS tables (oid) ON tables.oid = pg_index.indrelid
-- A foreign key names the index it relies on, too; the three others own theirs.
LEFT JOIN pg_catalog.pg_constraint AS owner
    ON owner.conrelid = pg_index.indrelid
    AND owner.conindid = pg_index.indexrelid
    AND owner.contype IN ('p', 'u', 'x')
WHERE NOT pg_index.indisprimary
  AND owner.oid IS NULL
ORDER BY pg_index.indrelid, index_class.relname
