SELECT
    CASE class.relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END AS kind,
    namespace.nspname AS namespace,
    class.relname AS name,
    NULL::text AS of_table,
    concat(
        'WITH (' || array_to_string(class.reloptions, ', ') || E')\n',
        pg_catalog.pg_get_viewdef(class.oid),
        (
            SELECT string_agg(
                concat(
                    E'\nDEFAULT OF ' || pg_catalog.quote_ident(attribute.attname) || ' '
                    || pg_catalog.pg_get_expr(filled.adbin, filled.adrelid),
                    E'\nCOMMENT OF ' || pg_catalog.quote_ident(attribute.attname) || ' '
                    || pg_catalog.quote_literal(pg_catalog.col_description(attribute.attrelid, attribute.attnum))
                ), '' ORDER BY attribute.attnum
            )
            FROM pg_catalog.pg_attribute AS attribute
            LEFT JOIN pg_catalog.pg_attrdef AS filled
                ON filled.adrelid = attribute.attrelid AND filled.adnum = attribute.attnum
            WHERE attribute.attrelid = class.oid AND attribute.attnum > 0
        )
    ) AS definition,
    pg_catalog.obj_description(class.oid, 'pg_class') AS comment
FROM pg_catalog.pg_class AS class
JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
WHERE class.relkind IN ('v', 'm')
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
