WITH tables AS MATERIALIZED (
    SELECT class.oid, class.relname, class.relkind, class.relrowsecurity, class.relforcerowsecurity, namespace.nspname
    FROM pg_catalog.pg_class AS class
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
    WHERE class.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND NOT class.relispartition
      AND class.relpersistence <> 't'
      AND namespace.nspname NOT LIKE 'pg~_%' ESCAPE '~'
      AND namespace.nspname <> 'information_schema'
      AND ($1 OR pg_catalog.pg_table_is_visible(class.oid))
      AND NOT EXISTS (
          SELECT 1
          FROM pg_catalog.pg_depend AS depend
          WHERE depend.classid = 'pg_catalog.pg_class'::regclass
            AND depend.objid = class.oid
            AND depend.deptype = 'e'
      )
)
SELECT
    'trigger' AS kind,
    tables.nspname AS namespace,
    trigger.tgname AS name,
    tables.relname AS of_table,
    concat(
        pg_catalog.pg_get_triggerdef(trigger.oid),
        CASE trigger.tgenabled
            WHEN 'D' THEN E'\nDISABLE' WHEN 'R' THEN E'\nENABLE REPLICA' WHEN 'A' THEN E'\nENABLE ALWAYS'
        END
    ) AS definition,
    pg_catalog.obj_description(trigger.oid, 'pg_trigger') AS comment
FROM pg_catalog.pg_trigger AS trigger
JOIN tables ON tables.oid = trigger.tgrelid
WHERE NOT trigger.tgisinternal
  AND NOT EXISTS (
      SELECT 1
      FROM pg_catalog.pg_depend AS depend
      WHERE depend.classid = 'pg_catalog.pg_trigger'::regclass
        AND depend.objid = trigger.oid
        AND depend.deptype = 'e'
  )
UNION ALL
SELECT
    'policy',
    tables.nspname,
    policy.polname,
    tables.relname,
    concat(
        CASE WHEN policy.polpermissive THEN 'AS PERMISSIVE FOR ' ELSE 'AS RESTRICTIVE FOR ' END,
        CASE policy.polcmd
            WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL'
        END,
        ' TO ',
        (
            SELECT string_agg(CASE role.oid WHEN 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(role.oid)::text END, ', '
                              ORDER BY pg_catalog.pg_get_userbyid(role.oid))
            FROM unnest(policy.polroles) AS role (oid)
        ),
        E'\nUSING (' || pg_catalog.pg_get_expr(policy.polqual, policy.polrelid) || ')',
        E'\nWITH CHECK (' || pg_catalog.pg_get_expr(policy.polwithcheck, policy.polrelid) || ')'
    ),
    pg_catalog.obj_description(policy.oid, 'pg_policy')
FROM pg_catalog.pg_policy AS policy
JOIN tables ON tables.oid = policy.polrelid
UNION ALL
SELECT
    'row security',
    tables.nspname,
    NULL,
    tables.relname,
    CASE
        WHEN NOT tables.relforcerowsecurity THEN 'ENABLE'
        WHEN tables.relrowsecurity THEN 'ENABLE, FORCE'
        ELSE 'FORCE'
    END,
    NULL
FROM tables
WHERE tables.relrowsecurity OR tables.relforcerowsecurity
UNION ALL
SELECT
    'rule',
    tables.nspname,
    rewrite.rulename,
    tables.relname,
    concat(
        pg_catalog.pg_get_ruledef(rewrite.oid),
        CASE rewrite.ev_enabled
            WHEN 'D' THEN E'\nDISABLE' WHEN 'R' THEN E'\nENABLE REPLICA' WHEN 'A' THEN E'\nENABLE ALWAYS'
        END
    ),
    pg_catalog.obj_description(rewrite.oid, 'pg_rewrite')
FROM pg_catalog.pg_rewrite AS rewrite
JOIN tables ON tables.oid = rewrite.ev_class
WHERE rewrite.rulename <> '_RETURN'
UNION ALL
SELECT
    'statistics',
    tables.nspname,
    statistics.stxname,
    tables.relname,
    concat(
        pg_catalog.pg_get_statisticsobjdef(statistics.oid),
        -- None, and earlier -1, is the server's own.
        E'\nSTATISTICS ' || nullif(statistics.stxstattarget, -1)
    ),
    pg_catalog.obj_description(statistics.oid, 'pg_statistic_ext')
FROM pg_catalog.pg_statistic_ext AS statistics
JOIN tables ON tables.oid = statistics.stxrelid
UNION ALL
SELECT
    'index',
    tables.nspname,
    class.relname,
    tables.relname,
    pg_catalog.pg_get_indexdef(class.oid),
    pg_catalog.obj_description(class.oid, 'pg_class')
FROM pg_catalog.pg_index AS index
JOIN pg_catalog.pg_class AS class ON class.oid = index.indexrelid
JOIN tables ON tables.oid = index.indrelid AND tables.relkind = 'm'
