SELECT
    pg_constraint.conrelid AS table_oid,
    pg_constraint.contype AS kind,
    pg_constraint.conname AS name,
    description.description AS comment,
    pg_constraint.conkey AS columns,
    pg_constraint.condeferrable AS is_deferrable,
    pg_constraint.condeferred AS is_deferred,
    pg_constraint.convalidated AS is_valid,
    pg_constraint.connoinherit AS is_not_inherited,
    CASE WHEN pg_constraint.contype = 'c'
        THEN pg_catalog.pg_get_expr(pg_constraint.conbin, pg_constraint.conrelid, true)
    END AS condition,
    referred_namespace.nspname AS referred_namespace,
    referred.relname AS referred_name,
    pg_catalog.pg_table_is_visible(referred.oid) AS referred_is_visible,
    CASE WHEN pg_constraint.contype = 'f' THEN (
        SELECT array_agg(attribute.attname::text ORDER BY key.place)
        FROM unnest(pg_constraint.confkey) WITH ORDINALITY AS key (number, place)
        JOIN pg_catalog.pg_attribute AS attribute
            ON attribute.attrelid = pg_constraint.confrelid AND attribute.attnum = key.number
    ) END AS referred_columns,
    pg_constraint.confupdtype AS on_update,
    pg_constraint.confdeltype AS on_delete,
    pg_constraint.confmatchtype AS match_kind,
    pg_constraint.confdelsetcols AS set_on_delete,
    pg_index.indnkeyatts AS keys,
    pg_index.indkey::smallint[] AS index_columns,
    pg_index.indnullsnotdistinct AS is_nulls_not_distinct,
    CASE WHEN pg_constraint.contype = 'x' THEN (
        SELECT array_agg(pg_catalog.pg_get_indexdef(pg_constraint.conindid, key.number, true) ORDER BY key.number)
        FROM generate_series(1, pg_index.indnkeyatts::integer) AS key (number)
    ) END AS elements,
    CASE WHEN pg_constraint.contype = 'x' THEN (
        SELECT array_agg(operator.oprname::text ORDER BY key.place)
        FROM unnest(pg_constraint.conexclop) WITH ORDINALITY AS key (oid, place)
        JOIN pg_catalog.pg_operator AS operator ON operator.oid = key.oid
    ) END AS operators,
    CASE WHEN pg_constraint.contype = 'x' THEN pg_index.indclass::oid[] END AS classes,
    CASE WHEN pg_constraint.contype = 'x' THEN pg_catalog.pg_get_expr(pg_index.indpred, pg_index.indrelid) END
        AS filter,
    CASE WHEN pg_constraint.contype = 'x' THEN method.amname END AS method
FROM pg_catalog.pg_constraint AS pg_constraint
JOIN unnest($1::text::oid[]) AS tables (oid) ON tables.oid = pg_constraint.conrelid
LEFT JOIN pg_catalog.pg_index AS pg_index
    ON pg_index.indexrelid = pg_constraint.conindid AND pg_constraint.contype IN ('p', 'u', 'x')
LEFT JOIN pg_catalog.pg_class AS index_class ON index_class.oid = pg_index.indexrelid
LEFT JOIN pg_catalog.pg_am AS method ON method.oid = index_class.relam
LEFT JOIN pg_catalog.pg_class AS referred ON referred.oid = pg_constraint.confrelid
LEFT JOIN pg_catalog.pg_namespace AS referred_namespace ON referred_namespace.oid = referred.relnamespace
LEFT JOIN pg_catalog.pg_description AS description
    ON description.classoid = 'pg_catalog.pg_constraint'::regclass
    AND description.objoid = pg_constraint.oid
    AND description.objsubid = 0
WHERE pg_constraint.contype IN ('p', 'u', 'f', 'c', 'x')
ORDER BY pg_constraint.conrelid, pg_constraint.conname
