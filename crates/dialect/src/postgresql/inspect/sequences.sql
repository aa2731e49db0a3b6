SELECT
    namespace.nspname AS namespace,
    -- Nobody asks for it where a column owns the sequence.
    owner.refobjid IS NULL AND pg_catalog.pg_table_is_visible(class.oid) AS is_visible,
    class.relname AS name,
    pg_catalog.format_type(sequence.seqtypid, NULL) AS data_type,
    sequence.seqstart AS start,
    sequence.seqincrement AS increment,
    sequence.seqmin AS minvalue,
    sequence.seqmax AS maxvalue,
    sequence.seqcache AS cache,
    sequence.seqcycle AS cycle,
    owner.refobjid AS owner_table,
    owner.refobjsubid AS owner_column,
    EXISTS (
        SELECT 1
        FROM pg_catalog.pg_depend AS depend
        WHERE depend.classid = 'pg_catalog.pg_class'::regclass
          AND depend.objid = class.oid
          AND depend.deptype = 'e'
    ) AS is_of_extension
FROM pg_catalog.pg_sequence AS sequence
JOIN pg_catalog.pg_class AS class ON class.oid = sequence.seqrelid
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
LEFT JOIN pg_catalog.pg_depend AS owner
    ON owner.classid = 'pg_catalog.pg_class'::regclass
    AND owner.objid = class.oid
    AND owner.refclassid = 'pg_catalog.pg_class'::regclass
    AND owner.deptype IN ('a', 'i')
WHERE class.relpersistence <> 't'
  AND ($1::text IS NULL OR owner.refobjid = ANY ($1::text::oid[]))
ORDER BY namespace.nspname, class.relname
