WITH subject AS (
    SELECT class.oid, format('%I.%I', namespace.nspname, class.relname) AS name, namespace.nspname AS namespace,
           class.relispartition, class.reloftype
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
    WHERE type.typtype IN ('e', 'c', 'r', 'm', 'd')
      AND namespace.nspname NOT IN ('pg_catalog', 'information_schema')
      AND NOT EXISTS (
          SELECT 1 FROM depends
          WHERE depends.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
            AND depends.objid = type.oid AND depends.deptype = 'e'
      )
), firing (flag, words) AS (
    -- When a trigger or a rule is heeded: `tgenabled`, `ev_enabled`.
    VALUES ('O'::"char", 'ENABLE'), ('D', 'DISABLE'), ('R', 'ENABLE REPLICA'), ('A', 'ENABLE ALWAYS')
), own_columns AS (
    SELECT attribute.attnum, attribute.attname,
           pg_catalog.format_type(attribute.atttypid, attribute.atttypmod)
               || CASE WHEN attribute.attcollation IN (0, type.typcollation) THEN ''
                      ELSE ' COLLATE ' || attribute.attcollation::pg_catalog.regcollation END AS kind,
           CASE WHEN type.oid IN (SELECT oid FROM own_types) THEN 'text' ELSE 'text[]' END AS plain,
           -- Another type forgets them.
           CASE WHEN attribute.attstorage = type.typstorage THEN ''
                ELSE format('; ALTER TABLE %s ALTER COLUMN %I SET STORAGE %s', subject.name, attribute.attname,
                            CASE attribute.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
                                WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END) END
               || CASE to_jsonb(attribute) ->> 'attcompression'
                      WHEN 'p' THEN format('; ALTER TABLE %s ALTER COLUMN %I SET COMPRESSION pglz', subject.name, attribute.attname)
                      WHEN 'l' THEN format('; ALTER TABLE %s ALTER COLUMN %I SET COMPRESSION lz4', subject.name, attribute.attname)
                      ELSE '' END AS storage
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
    SELECT index.indexrelid, index.indisclustered, index.indisreplident
    FROM subject
    JOIN pg_catalog.pg_index AS index ON index.indrelid = subject.oid
    WHERE NOT EXISTS (
          SELECT 1 FROM pg_catalog.pg_constraint AS con
          WHERE con.conindid = index.indexrelid AND con.conrelid = subject.oid AND con.contype IN ('p', 'u')
      )
      -- Its operators may be none of a text.
      AND (EXISTS (SELECT 1 FROM own_columns WHERE own_columns.attnum = ANY (index.indkey))
           OR (index.indexprs IS NOT NULL OR index.indpred IS NOT NULL)
              AND EXISTS (
                  SELECT 1 FROM foreign_to_it
                  WHERE foreign_to_it.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    AND foreign_to_it.objid = index.indexrelid
              ))
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits WHERE inhrelid = index.indexrelid)
), index_settings AS (
    SELECT taken_indexes.indexrelid,
           CASE WHEN taken_indexes.indisclustered
               THEN format('; ALTER TABLE %s CLUSTER ON %I', subject.name, class.relname) ELSE '' END
               || CASE WHEN taken_indexes.indisreplident
                      THEN format('; ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', subject.name, class.relname)
                      ELSE '' END
               || coalesce((
                   SELECT string_agg(format('; ALTER INDEX %I.%I ALTER COLUMN %s SET STATISTICS %s', subject.namespace,
                                            class.relname, attribute.attnum, attribute.attstattarget), ''
                                     ORDER BY attribute.attnum)
                   FROM pg_catalog.pg_attribute AS attribute
                   WHERE attribute.attrelid = class.oid AND attribute.attstattarget >= 0
               ), '') AS settings
    FROM subject
    CROSS JOIN taken_indexes
    JOIN pg_catalog.pg_class AS class ON class.oid = taken_indexes.indexrelid
), parts AS (
    SELECT 1 AS place, class.relname::text AS name,
           format('ALTER TABLE %I.%I DETACH PARTITION %s', namespace.nspname, class.relname, subject.name) AS take_off,
           format('ALTER TABLE %I.%I ATTACH PARTITION %s %s', namespace.nspname, class.relname, subject.name,
                  pg_catalog.pg_get_expr(self.relpartbound, self.oid)) || coalesce((
               -- Its copies of the parent's triggers, where they are enabled otherwise.
               SELECT string_agg(format('; ALTER TABLE %s %s TRIGGER %I', subject.name,
                                        firing.words, copy.tgname), ''
                                 ORDER BY copy.tgname)
               FROM pg_catalog.pg_trigger AS copy
               JOIN pg_catalog.pg_trigger AS original ON original.oid = (to_jsonb(copy) ->> 'tgparentid')::oid
               JOIN firing ON firing.flag = copy.tgenabled
               WHERE copy.tgrelid = subject.oid AND NOT copy.tgisinternal AND copy.tgenabled <> original.tgenabled
           ), '') AS put_back,
           NULL::text AS thing, NULL::text AS comment
    FROM subject
    JOIN pg_catalog.pg_class AS self ON self.oid = subject.oid AND self.relispartition
    JOIN pg_catalog.pg_inherits AS inherits ON inherits.inhrelid = subject.oid
    JOIN pg_catalog.pg_class AS class ON class.oid = inherits.inhparent
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
    UNION ALL
    SELECT 1, class.relname::text,
           format('ALTER TABLE %s NO INHERIT %I.%I', subject.name, namespace.nspname, class.relname),
           format('ALTER TABLE %s INHERIT %I.%I', subject.name, namespace.nspname, class.relname), NULL, NULL
    FROM subject
    JOIN pg_catalog.pg_inherits AS inherits ON inherits.inhrelid = subject.oid AND NOT subject.relispartition
    JOIN pg_catalog.pg_class AS class ON class.oid = inherits.inhparent
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
    UNION ALL
    SELECT 1, subject.name,
           format('ALTER TABLE %s NOT OF', subject.name),
           format('ALTER TABLE %s OF %s', subject.name, pg_catalog.format_type(subject.reloftype, NULL)), NULL, NULL
    FROM subject
    WHERE subject.reloftype <> 0
    UNION ALL
    SELECT 2, trigger.tgname::text,
           format('DROP TRIGGER %I ON %s', trigger.tgname, subject.name),
           pg_catalog.pg_get_triggerdef(trigger.oid) || CASE firing.flag
               WHEN 'O' THEN ''
               ELSE format('; ALTER TABLE %s %s TRIGGER %I', subject.name, firing.words, trigger.tgname)
           END,
           format('TRIGGER %I ON %s', trigger.tgname, subject.name),
           pg_catalog.obj_description(trigger.oid, 'pg_trigger')
    FROM subject
    JOIN pg_catalog.pg_trigger AS trigger ON trigger.tgrelid = subject.oid
    JOIN firing ON firing.flag = trigger.tgenabled
    -- A copy of the parent's trigger goes with the partition's tie to it.
    WHERE NOT trigger.tgisinternal AND coalesce((to_jsonb(trigger) ->> 'tgparentid')::bigint, 0) = 0
    UNION ALL
    SELECT 3, rule.rulename::text,
           format('DROP RULE %I ON %s', rule.rulename, subject.name),
           rtrim(pg_catalog.pg_get_ruledef(rule.oid), ';') || CASE firing.flag
               WHEN 'O' THEN ''
               ELSE format('; ALTER TABLE %s %s RULE %I', subject.name, firing.words, rule.rulename)
           END,
           format('RULE %I ON %s', rule.rulename, subject.name),
           pg_catalog.obj_description(rule.oid, 'pg_rewrite')
    FROM subject
    JOIN pg_catalog.pg_rewrite AS rule ON rule.ev_class = subject.oid AND rule.rulename <> '_RETURN'
    JOIN firing ON firing.flag = rule.ev_enabled
    UNION ALL
    SELECT 4, policy.polname::text,
           format('DROP POLICY %I ON %s', policy.polname, subject.name),
           format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', policy.polname, subject.name,
                  CASE WHEN policy.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                  CASE policy.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                      WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                  coalesce((
                      SELECT string_agg(quote_ident(role.rolname), ', ' ORDER BY role.rolname)
                      FROM pg_catalog.pg_roles AS role WHERE role.oid = ANY (policy.polroles)
                  ), 'PUBLIC'))
               || coalesce(' USING (' || pg_catalog.pg_get_expr(policy.polqual, policy.polrelid) || ')', '')
               || coalesce(' WITH CHECK (' || pg_catalog.pg_get_expr(policy.polwithcheck, policy.polrelid) || ')', ''),
           format('POLICY %I ON %s', policy.polname, subject.name),
           pg_catalog.obj_description(policy.oid, 'pg_policy')
    FROM subject
    JOIN pg_catalog.pg_policy AS policy ON policy.polrelid = subject.oid
    WHERE EXISTS (
        SELECT 1 FROM foreign_to_it
        WHERE foreign_to_it.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND foreign_to_it.objid = policy.oid
    )
    UNION ALL
    SELECT CASE con.contype WHEN 'f' THEN 5 WHEN 'c' THEN 6 ELSE 7 END, con.conname::text,
           format('ALTER TABLE %s DROP CONSTRAINT %I', subject.name, con.conname),
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', subject.name, con.conname,
                  pg_catalog.pg_get_constraintdef(con.oid)) || coalesce(index_settings.settings, ''),
           format('CONSTRAINT %I ON %s', con.conname, subject.name),
           pg_catalog.obj_description(con.oid, 'pg_constraint')
    FROM subject
    JOIN pg_catalog.pg_constraint AS con ON con.conrelid = subject.oid
    LEFT JOIN index_settings ON con.contype = 'x' AND index_settings.indexrelid = con.conindid
    WHERE con.contype = 'f' AND con.confrelid <> subject.oid
       OR con.contype = 'f' AND EXISTS (
           SELECT 1 FROM own_columns WHERE own_columns.attnum = ANY (con.conkey || con.confkey)
       )
       OR con.contype = 'c' AND EXISTS (
           SELECT 1 FROM foreign_to_it
           WHERE foreign_to_it.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
             AND foreign_to_it.objid = con.oid
       )
       OR con.contype = 'x' AND index_settings.indexrelid IS NOT NULL
    UNION ALL
    SELECT 8, class.relname::text,
           format('DROP INDEX %I.%I', subject.namespace, class.relname),
           pg_catalog.pg_get_indexdef(class.oid) || index_settings.settings,
           format('INDEX %I.%I', subject.namespace, class.relname),
           pg_catalog.obj_description(class.oid, 'pg_class')
    FROM subject
    CROSS JOIN index_settings
    JOIN pg_catalog.pg_class AS class ON class.oid = index_settings.indexrelid
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS con WHERE con.conindid = class.oid AND con.contype = 'x')
    UNION ALL
    SELECT 9, statistics.stxname::text,
           format('DROP STATISTICS %I.%I', namespace.nspname, statistics.stxname),
           pg_catalog.pg_get_statisticsobjdef(statistics.oid)
               || CASE WHEN (to_jsonb(statistics) ->> 'stxstattarget')::integer >= 0
                      THEN format('; ALTER STATISTICS %I.%I SET STATISTICS %s', namespace.nspname, statistics.stxname,
                                  to_jsonb(statistics) ->> 'stxstattarget')
                      ELSE '' END,
           format('STATISTICS %I.%I', namespace.nspname, statistics.stxname),
           pg_catalog.obj_description(statistics.oid, 'pg_statistic_ext')
    FROM subject
    JOIN pg_catalog.pg_statistic_ext AS statistics ON statistics.stxrelid = subject.oid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = statistics.stxnamespace
    UNION ALL
    SELECT 10, attribute.attname::text,
           format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', subject.name, attribute.attname),
           format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', subject.name, attribute.attname,
                  pg_catalog.pg_get_expr(def.adbin, def.adrelid)), NULL, NULL
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
    SELECT 11, own_columns.attname::text,
           format('ALTER TABLE %s ALTER COLUMN %I TYPE %s USING %I::%s', subject.name, own_columns.attname,
                  own_columns.plain, own_columns.attname, own_columns.plain),
           format('ALTER TABLE %s ALTER COLUMN %I TYPE %s USING %I::%s::%s', subject.name, own_columns.attname,
                  own_columns.kind, own_columns.attname, own_columns.plain, own_columns.kind) || own_columns.storage,
           NULL, NULL
    FROM subject
    CROSS JOIN own_columns
    UNION ALL
    -- Names of indexes and sequences are those of a schema, too, and the trash may have one of them already.
    SELECT 12, class.relname::text,
           format('ALTER INDEX %I.%I RENAME TO %I', subject.namespace, class.relname, 'limbeck_' || class.oid),
           format('ALTER INDEX %I.%I RENAME TO %I', subject.namespace, 'limbeck_' || class.oid, class.relname), NULL, NULL
    FROM subject
    JOIN pg_catalog.pg_index AS index ON index.indrelid = subject.oid
    JOIN pg_catalog.pg_class AS class ON class.oid = index.indexrelid
    WHERE class.oid NOT IN (SELECT indexrelid FROM taken_indexes)
    UNION ALL
    SELECT 13, sequences.relname::text,
           format('ALTER SEQUENCE %I.%I RENAME TO %I', namespace.nspname, sequences.relname, 'limbeck_' || sequences.oid),
           format('ALTER SEQUENCE %I.%I RENAME TO %I', subject.namespace, 'limbeck_' || sequences.oid, sequences.relname),
           NULL, NULL
    FROM subject
    CROSS JOIN sequences
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = sequences.relnamespace
)
SELECT parts.take_off,
       parts.put_back || coalesce('; COMMENT ON ' || parts.thing || ' IS ' || quote_literal(parts.comment), '') AS put_back
FROM parts
ORDER BY parts.place, parts.name
