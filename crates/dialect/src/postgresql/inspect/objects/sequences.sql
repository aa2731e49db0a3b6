SELECT
    'sequence' AS kind,
    namespace.nspname AS namespace,
    class.relname AS name,
    NULL::text AS of_table,
    concat_ws(
        E'\n',
        'AS ' || pg_catalog.format_type(sequence.seqtypid, NULL),
        'START WITH ' || sequence.seqstart,
        'INCREMENT BY ' || sequence.seqincrement,
        'MINVALUE ' || sequence.seqmin,
        'MAXVALUE ' || sequence.seqmax,
        'CACHE ' || sequence.seqcache,
        CASE WHEN sequence.seqcycle THEN 'CYCLE' END,
        CASE class.relpersistence WHEN 'u' THEN 'UNLOGGED' END
    ) AS definition,
    pg_catalog.obj_description(class.oid, 'pg_class') AS comment
FROM pg_catalog.pg_sequence AS sequence
JOIN pg_catalog.pg_class AS class ON class.oid = sequence.seqrelid
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
WHERE class.relpersistence <> 't'
  AND namespace.nspname NOT LIKE 'pg~_%' ESCAPE '~'
  AND namespace.nspname <> 'information_schema'
  AND ($1 OR pg_catalog.pg_table_is_visible(class.oid))
  -- Those of an extension, and those that count for a column, which are compared with it.
  AND NOT EXISTS (
      SELECT 1
      FROM pg_catalog.pg_depend AS depend
      WHERE depend.classid = 'pg_catalog.pg_class'::regclass
        AND depend.objid = class.oid
        AND (depend.deptype = 'e'
             OR depend.deptype IN ('a', 'i') AND depend.refclassid = 'pg_catalog.pg_class'::regclass)
  )
