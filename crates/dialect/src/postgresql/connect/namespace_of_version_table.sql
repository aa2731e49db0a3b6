SELECT COALESCE(
    (
        SELECT namespace.nspname
        FROM pg_catalog.pg_class AS class
        JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
        WHERE class.relname = $1::text
          AND class.relkind IN ('r', 'p')
          AND pg_catalog.pg_table_is_visible(class.oid)
    ),
    pg_catalog.current_schema()
)::text
