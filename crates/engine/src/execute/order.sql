-- Columns in whose order the rows lie, by the last ANALYZE; the rows of a partitioned table do if those of each partition do.
WITH part AS (
  SELECT namespace.nspname::text AS namespace, relation.relname::text AS name, part.relname AS part,
         part_namespace.nspname AS part_namespace, count(*) OVER (PARTITION BY relation.oid) AS parts
    FROM pg_class AS relation
    JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
   CROSS JOIN LATERAL (SELECT relid::oid FROM pg_partition_tree(relation.oid) WHERE isleaf AND relation.relkind = 'p'
                       UNION ALL SELECT relation.oid WHERE relation.relkind <> 'p') AS leaf (oid)
    JOIN pg_class AS part ON part.oid = leaf.oid AND pg_relation_size(part.oid) > 0
    JOIN pg_namespace AS part_namespace ON part_namespace.oid = part.relnamespace
   WHERE relation.relkind IN ('r', 'm', 'p') AND namespace.nspname !~ '^pg_' AND namespace.nspname <> 'information_schema'
)
SELECT part.namespace, part.name, stats.attname::text AS column_name
  FROM part
  JOIN pg_stats AS stats ON stats.schemaname = part.part_namespace AND stats.tablename = part.part AND NOT stats.inherited
 WHERE abs(stats.correlation) > 0.99
 GROUP BY part.namespace, part.name, part.parts, stats.attname
HAVING count(*) = part.parts
 ORDER BY part.namespace, part.name, stats.attname
