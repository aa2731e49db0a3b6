SELECT
    CASE procedure.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind,
    namespace.nspname AS namespace,
    concat(procedure.proname, '(', pg_catalog.oidvectortypes(procedure.proargtypes), ')') AS name,
    NULL::text AS of_table,
    CASE
        -- The server spells no aggregate.
        WHEN aggregate.aggfnoid IS NOT NULL THEN concat_ws(E'\n',
            CASE aggregate.aggkind WHEN 'h' THEN 'HYPOTHETICAL' WHEN 'o' THEN 'ORDERED SET' END,
            'SFUNC = ' || aggregate.aggtransfn::text,
            'STYPE = ' || pg_catalog.format_type(aggregate.aggtranstype, NULL),
            'SSPACE = ' || nullif(aggregate.aggtransspace, 0),
            'FINALFUNC = ' || nullif(aggregate.aggfinalfn::text, '-'),
            CASE WHEN aggregate.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
            'FINALFUNC_MODIFY = ' || aggregate.aggfinalmodify::text,
            'COMBINEFUNC = ' || nullif(aggregate.aggcombinefn::text, '-'),
            'SERIALFUNC = ' || nullif(aggregate.aggserialfn::text, '-'),
            'DESERIALFUNC = ' || nullif(aggregate.aggdeserialfn::text, '-'),
            'INITCOND = ' || aggregate.agginitval,
            'MSFUNC = ' || nullif(aggregate.aggmtransfn::text, '-'),
            'MINVFUNC = ' || nullif(aggregate.aggminvtransfn::text, '-'),
            'MSTYPE = ' || pg_catalog.format_type(nullif(aggregate.aggmtranstype, 0), NULL),
            'MSSPACE = ' || nullif(aggregate.aggmtransspace, 0),
            'MFINALFUNC = ' || nullif(aggregate.aggmfinalfn::text, '-'),
            CASE WHEN aggregate.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
            'MFINALFUNC_MODIFY = ' || aggregate.aggmfinalmodify::text,
            'MINITCOND = ' || aggregate.aggminitval,
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
