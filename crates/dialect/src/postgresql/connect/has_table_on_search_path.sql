SELECT EXISTS (
    SELECT 1
    FROM pg_catalog.pg_class
    JOIN pg_catalog.pg_namespace ON pg_namespace.oid = pg_class.relnamespace
    WHERE pg_class.relname = $1
      AND pg_class.relkind IN ('r', 'p', 'f', 'v', 'm')
      AND pg_catalog.pg_table_is_visible(pg_class.oid)
      AND pg_namespace.nspname <> 'pg_catalog'
)
