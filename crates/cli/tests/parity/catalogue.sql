-- Everything in a PostgreSQL database but its rows, one object a line, as the server itself spells it.
SELECT line FROM (
  SELECT 'table ' || relation.oid::regclass || coalesce(' -- ' || obj_description(relation.oid, 'pg_class'), '')
  FROM pg_class AS relation
  WHERE relation.relkind IN ('r', 'p', 'v', 'm') AND relation.relnamespace::regnamespace::text = ANY (current_schemas(false))
UNION ALL
  SELECT 'column ' || relation.oid::regclass || '.' || attribute.attname || ' #' || attribute.attnum || ': '
    || format_type(attribute.atttypid, attribute.atttypmod)
    || CASE WHEN attribute.attcollation NOT IN (0, 100) THEN ' collate ' || attribute.attcollation::regcollation ELSE '' END
    || CASE WHEN attribute.attnotnull THEN ' not null' ELSE '' END
    || CASE attribute.attidentity WHEN 'a' THEN ' identity always' WHEN 'd' THEN ' identity by default' ELSE '' END
    || CASE attribute.attgenerated WHEN '' THEN ' default ' ELSE ' generated ' END
    || coalesce(pg_get_expr(fill.adbin, fill.adrelid), 'none')
    || coalesce(' -- ' || col_description(relation.oid, attribute.attnum), '')
  FROM pg_class AS relation
  JOIN pg_attribute AS attribute ON attribute.attrelid = relation.oid AND attribute.attnum > 0 AND NOT attribute.attisdropped
  LEFT JOIN pg_attrdef AS fill ON fill.adrelid = relation.oid AND fill.adnum = attribute.attnum
  WHERE relation.relkind IN ('r', 'p', 'v', 'm') AND relation.relnamespace::regnamespace::text = ANY (current_schemas(false))
UNION ALL
  -- Since version 18 NOT NULL is a constraint too (`n`); it stands with its column already.
  SELECT 'constraint ' || conrelid::regclass || '.' || conname || ': ' || pg_get_constraintdef(oid)
    || coalesce(' -- ' || obj_description(oid, 'pg_constraint'), '')
  FROM pg_constraint
  WHERE contype <> 'n' AND connamespace::regnamespace::text = ANY (current_schemas(false))
UNION ALL
  SELECT 'index ' || pg_get_indexdef(indexrelid) || coalesce(' -- ' || obj_description(indexrelid, 'pg_class'), '')
  FROM pg_index JOIN pg_class AS relation ON relation.oid = indexrelid
  WHERE relation.relnamespace::regnamespace::text = ANY (current_schemas(false))
UNION ALL
  SELECT 'enum ' || enumtypid::regtype || ': ' || string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder)
  FROM pg_enum GROUP BY enumtypid
UNION ALL
  SELECT 'sequence ' || seqrelid::regclass || ': ' || format_type(seqtypid, NULL) || ' start ' || seqstart || ' increment '
    || seqincrement || ' from ' || seqmin || ' to ' || seqmax || ' cache ' || seqcache || ' cycle ' || seqcycle
    || coalesce(' owned by ' || owner.refobjid::regclass || ' #' || owner.refobjsubid, '')
  FROM pg_sequence JOIN pg_class AS sequence ON sequence.oid = seqrelid
    -- Our journal has one.
    AND sequence.relnamespace::regnamespace::text <> 'limbeck'
  LEFT JOIN pg_depend AS owner ON owner.objid = seqrelid AND owner.classid = 'pg_class'::regclass AND owner.deptype IN ('a', 'i')
) AS every (line)
ORDER BY line COLLATE "C"
