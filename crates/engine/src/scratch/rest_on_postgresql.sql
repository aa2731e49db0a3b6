WITH own AS (SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
     of_extensions AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e')
SELECT 'schema ' || nspname AS line FROM own
UNION ALL
SELECT 'view ' || oid::regclass || ': ' || pg_get_viewdef(oid) FROM pg_class
 WHERE relkind IN ('v', 'm') AND relnamespace IN (SELECT oid FROM own)
   AND oid NOT IN (SELECT objid FROM of_extensions WHERE classid = 'pg_class'::regclass)
UNION ALL
SELECT 'function ' || oid::regprocedure || ': ' || pg_get_functiondef(oid) FROM pg_proc
 WHERE prokind IN ('f', 'p') AND pronamespace IN (SELECT oid FROM own)
   AND oid NOT IN (SELECT objid FROM of_extensions WHERE classid = 'pg_proc'::regclass)
UNION ALL
SELECT 'trigger ' || pg_get_triggerdef(trigger.oid) FROM pg_trigger AS trigger
  JOIN pg_class AS relation ON relation.oid = trigger.tgrelid
 WHERE NOT tgisinternal AND relation.relnamespace IN (SELECT oid FROM own)
UNION ALL
SELECT 'policy ' || polname || ' on ' || polrelid::regclass || ': ' || coalesce(pg_get_expr(polqual, polrelid), '') || ' / '
       || coalesce(pg_get_expr(polwithcheck, polrelid), '') || ' ' || polcmd::text FROM pg_policy
UNION ALL
SELECT 'row security of ' || oid::regclass FROM pg_class WHERE relrowsecurity AND relnamespace IN (SELECT oid FROM own)
UNION ALL
SELECT 'domain ' || oid::regtype || ': ' || format_type(typbasetype, typtypmod) FROM pg_type
 WHERE typtype = 'd' AND typnamespace IN (SELECT oid FROM own)
UNION ALL
SELECT 'extension ' || extname FROM pg_extension
