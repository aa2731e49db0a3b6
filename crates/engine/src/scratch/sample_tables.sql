SELECT relation.oid::regclass::text AS name,
       CASE relation.relkind WHEN 'p' THEN '' ELSE 'ONLY ' END || relation.oid::regclass::text AS source,
       string_agg(quote_ident(attribute.attname), ', ' ORDER BY attribute.attnum) AS columns,
       string_agg('(read.row).' || quote_ident(attribute.attname), ', ' ORDER BY attribute.attnum) AS values,
       coalesce((SELECT string_agg(quote_ident(part.attname), ', ' ORDER BY place.number)
                   FROM pg_index AS key
                  CROSS JOIN LATERAL unnest(key.indkey::int2[]) WITH ORDINALITY AS place (attnum, number)
                   JOIN pg_attribute AS part ON part.attrelid = key.indrelid AND part.attnum = place.attnum
                  WHERE key.indrelid = relation.oid AND key.indisprimary), '') AS key,
       -- Rows of a partitioned table are in its partitions. The version table and the journal have to be whole.
       CASE WHEN relation.relkind = 'p' THEN 'nothing'
            WHEN namespace.nspname = 'limbeck' OR bool_or(attribute.attname = 'version_num') THEN 'all'
            ELSE 'some' END AS wanted
  FROM pg_class AS relation
  JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
  JOIN pg_attribute AS attribute ON attribute.attrelid = relation.oid
 WHERE relation.relkind IN ('r', 'p') AND relation.relpersistence <> 't'
   AND namespace.nspname !~ '^pg_' AND namespace.nspname <> 'information_schema'
   AND attribute.attnum > 0 AND NOT attribute.attisdropped AND attribute.attgenerated = ''
   AND relation.oid NOT IN (SELECT objid FROM pg_depend WHERE classid = 'pg_class'::regclass AND deptype = 'e')
 GROUP BY relation.oid, relation.relkind, namespace.nspname
 ORDER BY 1
