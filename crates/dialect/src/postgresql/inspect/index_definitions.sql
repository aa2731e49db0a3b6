SELECT
    indexes.oid AS oid,
    ARRAY(
        SELECT pg_catalog.pg_get_indexdef(indexes.oid, key.number, true)
        FROM generate_series(1, pg_index.indnkeyatts::integer) AS key (number)
        ORDER BY key.number
    ) AS elements,
    pg_catalog.pg_get_indexdef(indexes.oid, 0, true) AS definition
FROM unnest($1::text::oid[]) AS indexes (oid)
JOIN pg_catalog.pg_index AS pg_index ON pg_index.indexrelid = indexes.oid
