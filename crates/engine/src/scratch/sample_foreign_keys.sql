SELECT CASE child_table.relkind WHEN 'p' THEN '' ELSE 'ONLY ' END || keys.conrelid::regclass::text AS child,
       string_agg('child.' || quote_ident(child.attname), ', ' ORDER BY place.number) AS child_columns,
       string_agg('child.' || quote_ident(child.attname) || ' IS NOT NULL', ' AND ' ORDER BY place.number) AS child_filled,
       string_agg('wanted.' || quote_ident(child.attname) || '::text', ', ' ORDER BY place.number) AS wanted_texts,
       string_agg(quote_ident(child.attname), ', ' ORDER BY place.number) AS names,
       string_agg(format_type(child.atttypid, child.atttypmod), E'\n' ORDER BY place.number) AS types,
       keys.confrelid::regclass::text AS parent,
       string_agg(format('parent.%I OPERATOR(%I.%s) child.%I', parent.attname, operators.nspname, operator.oprname, child.attname),
                  ' AND ' ORDER BY place.number) AS same
  FROM pg_constraint AS keys
  JOIN pg_class AS child_table ON child_table.oid = keys.conrelid
 CROSS JOIN LATERAL unnest(keys.conkey, keys.confkey, keys.conpfeqop) WITH ORDINALITY AS place (child, parent, operator, number)
  JOIN pg_attribute AS child ON child.attrelid = keys.conrelid AND child.attnum = place.child
  JOIN pg_attribute AS parent ON parent.attrelid = keys.confrelid AND parent.attnum = place.parent
  JOIN pg_operator AS operator ON operator.oid = place.operator
  JOIN pg_namespace AS operators ON operators.oid = operator.oprnamespace
 -- What a partition inherits is its parent's.
 WHERE keys.contype = 'f' AND keys.conparentid = 0
 GROUP BY keys.oid, keys.conrelid, keys.confrelid, child_table.relkind
 ORDER BY 1, 7
