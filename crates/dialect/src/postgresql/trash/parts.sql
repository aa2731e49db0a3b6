WITH subject AS (
    SELECT class.oid, format('%I.%I', namespace.nspname, class.relname) AS name, namespace.nspname AS namespace
    FROM pg_catalog.pg_class AS class
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
    WHERE class.oid = $1::bigint::oid
), depends AS MATERIALIZED (
    SELECT depend.* FROM pg_catalog.pg_depend AS depend
), sequences AS (
    SELECT class.oid, class.relname, class.relnamespace
    FROM depends
    JOIN subject ON subject.oid = depends.refobjid
    JOIN pg_catalog.pg_class AS class ON class.oid = depends.objid AND class.relkind = 'S'
    WHERE depends.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
      AND depends.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
      AND depends.deptype IN ('a', 'i')
), own_types AS (
    SELECT type.oid
    FROM pg_catalog.pg_type AS type
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = type.typnamespace
    WHERE type.typtype IN ('e', 'c', 'r', 'd')
      AND namespace.nspname NOT IN ('pg_catalog', 'information_schema')
      AND NOT EXISTS (
          SELECT 1 FROM depends
          WHERE depends.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
            AND depends.objid = type.oid AND depends.deptype = 'e'
      )
), own_columns AS (
    SELECT attribute.attnum, attribute.attname,
           pg_catalog.format_type(attribute.atttypid, attribute.atttypmod) AS kind,
           CASE WHEN type.oid IN (SELECT oid FROM own_types) THEN 'text' ELSE 'text[]' END AS plain
    FROM subject
    JOIN pg_catalog.pg_attribute AS attribute ON attribute.attrelid = subject.oid
    JOIN pg_catalog.pg_type AS type ON type.oid = attribute.atttypid
    WHERE attribute.attnum > 0 AND NOT attribute.attisdropped
      AND (type.oid IN (SELECT oid FROM own_types)
           OR type.typcategory = 'A' AND type.typelem IN (SELECT oid FROM own_types))
), foreign_to_it AS (
    -- What depends on functions, types and sequences of the user's, or on a column whose type is to change.
    SELECT DISTINCT depends.classid, depends.objid
    FROM depends
    CROSS JOIN subject
    WHERE depends.refclassid IN ('pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass,
                                 'pg_catalog.pg_operator'::pg_catalog.regclass)
       OR depends.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND depends.refobjid <> subject.oid AND depends.refobjid NOT IN (SELECT oid FROM sequences)
       OR depends.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND depends.refobjid = subject.oid
          AND depends.refobjsubid IN (SELECT attnum FROM own_columns)
), taken_indexes AS (
    SELECT index.indexrelid
    FROM subject
    JOIN pg_catalog.pg_index AS index ON index.indrelid = subject.oid
    WHERE (index.indexprs IS NOT NULL OR index.indpred IS NOT NULL)
      AND EXISTS (
          SELECT 1 FROM foreign_to_it
          WHERE foreign_to_it.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND foreign_to_it.objid = index.indexrelid
      )
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits WHERE inhrelid = index.indexrelid)
), parts AS (
    SELECT 1 AS place, class.relname::text AS name,
           format('ALTER TABLE %I.%I DETACH PARTITION %s', namespace.nspname, class.relname, subject.name) AS take_off,
           format('ALTER TABLE %I.%I ATTACH PARTITION %s %s', namespace.nspname, class.relname, subject.name,
                  pg_catalog.pg_get_expr(self.relpartbound, self.oid)) AS put_back
    FROM subject
    JOIN pg_catalog.pg_class AS self ON self.oid = subject.oid AND self.relispartition
    JOIN pg_catalog.pg_inherits AS inherits ON inherits.inhrelid = subject.oid
    JOIN pg_catalog.pg_class AS class ON class.oid = inherits.inhparent
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
    UNION ALL
    SELECT 1, class.relname::text,
           format('ALTER TABLE %s NO INHERIT %I.%I', subject.name, namespace.nspname, class.relname),
           format('ALTER TABLE %s INHERIT %I.%I', subject.name, namespace.nspname, class.relname)
    FROM subject
    JOIN pg_catalog.pg_class AS self ON self.oid = subject.oid AND NOT self.relispartition
    JOIN pg_catalog.pg_inherits AS inherits ON inherits.inhrelid = subject.oid
    JOIN pg_catalog.pg_class AS class ON class.oid = inherits.inhparent
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
    UNION ALL
    SELECT 2, trigger.tgname::text,
           format('DROP TRIGGER %I ON %s', trigger.tgname, subject.name),
           pg_catalog.pg_get_triggerdef(trigger.oid) || CASE trigger.tgenabled
               WHEN 'O' THEN ''
               ELSE format('; ALTER TABLE %s %s TRIGGER %I', subject.name,
                           CASE trigger.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
                               ELSE 'ENABLE ALWAYS' END, trigger.tgname)
           END
    FROM subject
    JOIN pg_catalog.pg_trigger AS trigger ON trigger.tgrelid = subject.oid
    -- A copy of the parent's trigger goes with the partition's tie to it.
    WHERE NOT trigger.tgisinternal AND coalesce((to_jsonb(trigger) ->> 'tgparentid')::bigint, 0) = 0
    UNION ALL
    SELECT 3, rule.rulename::text,
           format('DROP RULE %I ON %s', rule.rulename, subject.name), pg_catalog.pg_get_ruledef(rule.oid)
    FROM subject
    JOIN pg_catalog.pg_rewrite AS rule ON rule.ev_class = subject.oid AND rule.rulename <> '_RETURN'
    UNION ALL
    SELECT CASE con.contype WHEN 'f' THEN 4 WHEN 'c' THEN 5 ELSE 6 END, con.conname::text,
           format('ALTER TABLE %s DROP CONSTRAINT %I', subject.name, con.conname),
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', subject.name, con.conname,
                  pg_catalog.pg_get_constraintdef(con.oid))
    FROM subject
    JOIN pg_catalog.pg_constraint AS con ON con.conrelid = subject.oid
    WHERE con.contype = 'f' AND con.confrelid <> subject.oid
       OR con.contype = 'c' AND EXISTS (
           SELECT 1 FROM foreign_to_it
           WHERE foreign_to_it.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
             AND foreign_to_it.objid = con.oid
       )
       OR con.contype = 'x' AND con.conindid IN (SELECT indexrelid FROM taken_indexes)
    UNION ALL
    SELECT 7, class.relname::text,
           format('DROP INDEX %I.%I', subject.namespace, class.relname), pg_catalog.pg_get_indexdef(class.oid)
    FROM subject
    CROSS JOIN taken_indexes
    JOIN pg_catalog.pg_class AS class ON class.oid = taken_indexes.indexrelid
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS con WHERE con.conindid = class.oid AND con.contype = 'x')
    UNION ALL
    SELECT 8, statistics.stxname::text,
           format('DROP STATISTICS %I.%I', namespace.nspname, statistics.stxname),
           pg_catalog.pg_get_statisticsobjdef(statistics.oid)
    FROM subject
    JOIN pg_catalog.pg_statistic_ext AS statistics ON statistics.stxrelid = subject.oid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = statistics.stxnamespace
    UNION ALL
    SELECT 9, attribute.attname::text,
           format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', subject.name, attribute.attname),
           format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', subject.name, attribute.attname,
                  pg_catalog.pg_get_expr(def.adbin, def.adrelid))
    FROM subject
    JOIN pg_catalog.pg_attrdef AS def ON def.adrelid = subject.oid
    JOIN pg_catalog.pg_attribute AS attribute ON attribute.attrelid = subject.oid AND attribute.attnum = def.adnum
    WHERE attribute.attgenerated = ''
      AND (attribute.attnum IN (SELECT attnum FROM own_columns)
           OR EXISTS (
               SELECT 1 FROM foreign_to_it
               WHERE foreign_to_it.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
                 AND foreign_to_it.objid = def.oid
           ))
    UNION ALL
    SELECT 10, own_columns.attname::text,
           format('ALTER TABLE %s ALTER COLUMN %I TYPE %s USING %I::%s', subject.name, own_columns.attname,
                  own_columns.plain, own_columns.attname, own_columns.plain),
           format('ALTER TABLE %s ALTER COLUMN %I TYPE %s USING %I::%s::%s', subject.name, own_columns.attname,
                  own_columns.kind, own_columns.attname, own_columns.plain, own_columns.kind)
    FROM subject
    CROSS JOIN own_columns
    UNION ALL
    -- Names of indexes and sequences are those of a schema, too, and the trash may have one of them already.
    SELECT 11, class.relname::text,
           format('ALTER INDEX %I.%I RENAME TO %I', subject.namespace, class.relname, 'limbeck_' || class.oid),
           format('ALTER INDEX %I.%I RENAME TO %I', subject.namespace, 'limbeck_' || class.oid, class.relname)
    FROM subject
    JOIN pg_catalog.pg_index AS index ON index.indrelid = subject.oid
    JOIN pg_catalog.pg_class AS class ON class.oid = index.indexrelid
    WHERE class.oid NOT IN (SELECT indexrelid FROM taken_indexes)
    UNION ALL
    SELECT 12, sequences.relname::text,
           format('ALTER SEQUENCE %I.%I RENAME TO %I', namespace.nspname, sequences.relname, 'limbeck_' || sequences.oid),
           format('ALTER SEQUENCE %I.%I RENAME TO %I', subject.namespace, 'limbeck_' || sequences.oid, sequences.relname)
    FROM subject
    CROSS JOIN sequences
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = sequences.relnamespace
)
SELECT parts.take_off, parts.put_back FROM parts ORDER BY parts.place, parts.name
