SELECT
    CASE WHEN pg_catalog.current_setting('jit', true) = 'on' THEN pg_catalog.set_config('jit', 'off', true) END AS jit,
    EXISTS (SELECT 1 FROM pg_catalog.pg_type AS type WHERE type.typtype = 'e') AS has_enums,
    EXISTS (
        SELECT 1
        FROM pg_catalog.pg_type AS type
        JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = type.typnamespace
        WHERE type.typtype = 'd'
          AND namespace.nspname <> 'information_schema'
    ) AS has_domains
