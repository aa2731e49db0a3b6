SELECT EXISTS (
    SELECT 1
    FROM pg_catalog.pg_class
    JOIN pg_catalog.pg_namespace ON pg_namespace.oid = pg_class.relnamespace
    WHERE pg_class.relname = $1
      AND pg_class.relkind IN ('r', 'p', 'f', 'v', 'm')
      AND pg_namespace.nspname = $2
)
