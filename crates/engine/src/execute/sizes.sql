SELECT namespace.nspname::text AS namespace, relation.relname::text AS name,
       -- A table without a page has no row; the estimate of others is -1 (0 before version 14) until they are analysed.
       CASE WHEN bool_and(pg_relation_size(part.oid) = 0 OR part.reltuples > 0 OR part.reltuples = 0 AND part.relpages > 0)
            THEN sum(CASE WHEN pg_relation_size(part.oid) = 0 THEN 0 ELSE part.reltuples END)::bigint
       END AS rows,
       sum(pg_table_size(part.oid))::bigint AS heap_bytes, sum(pg_indexes_size(part.oid))::bigint AS index_bytes
  FROM pg_class AS relation
  JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
 -- A partitioned table is as large as its partitions.
 CROSS JOIN LATERAL (SELECT relid::oid FROM pg_partition_tree(relation.oid) WHERE isleaf AND relation.relkind = 'p'
                     UNION ALL SELECT relation.oid WHERE relation.relkind <> 'p') AS leaf (oid)
  JOIN pg_class AS part ON part.oid = leaf.oid
 WHERE relation.relkind IN ('r', 'm', 'p') AND namespace.nspname !~ '^pg_' AND namespace.nspname <> 'information_schema'
 GROUP BY relation.oid, namespace.nspname, relation.relname
