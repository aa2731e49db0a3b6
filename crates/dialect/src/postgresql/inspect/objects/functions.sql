SELECT
    CASE procedure.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind,
    namespace.nspname AS namespace,
    concat(procedure.proname, '(', pg_catalog.oidvectortypes(procedure.proargtypes), ')') AS name,
    NULL::text AS of_table,
    CASE
        -- The server spells no aggregate.
        WHEN aggregate.aggfnoid IS NOT NULL THEN concat_ws(E'\n',
            'SFUNC = ' || aggregate.aggtransfn::text,
            'STYPE = ' || pg_catalog.format_type(aggregate.aggtranstype, NULL),
            'FINALFUNC = ' || nullif(aggregate.aggfinalfn::text, '-'),
            'COMBINEFUNC = ' || nullif(aggregate.aggcombinefn::text, '-'),
            'INITCOND = ' || aggregate.agginitval,
            'SORTOP = ' || nullif(aggregate.aggsortop, 0)::regoperator::text,
            'PARALLEL = ' || procedure.proparallel::text
        )
        ELSE pg_catalog.pg_get_functiondef(procedure.oid)
    END AS definition,
    pg_catalog.obj_description(procedure.oid, 'pg_proc') AS comment
FROM pg_catalog.pg_proc AS procedure
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = procedure.pronamespace
LEFT JOIN pg_catalog.pg_aggregate AS aggregate ON aggregate.aggfnoid = procedure.oid
WHERE namespace.nspname NOT LIKE 'pg~_%' ESCAPE '~'
  AND namespace.nspname <> 'information_schema'
  AND ($1 OR pg_catalog.pg_function_is_visible(procedure.oid))
  -- Those of an extension, and those that come with a range type.
  AND NOT EXISTS (
      SELECT 1
      FROM pg_catalog.pg_depend AS depend
      WHERE depend.classid = 'pg_catalog.pg_proc'::regclass
        AND depend.objid = procedure.oid
        AND depend.deptype IN ('e', 'i')
  )
