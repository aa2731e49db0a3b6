SELECT own.datname::text AS name,
       -- Columns of later versions are asked by name, so that earlier ones answer, too.
       format('ENCODING %L LC_COLLATE %L LC_CTYPE %L', pg_encoding_to_char(own.encoding), own.datcollate, own.datctype)
       || CASE to_jsonb(own) ->> 'datlocprovider'
            WHEN 'i' THEN format(' LOCALE_PROVIDER icu ICU_LOCALE %L',
                                 coalesce(to_jsonb(own) ->> 'datlocale', to_jsonb(own) ->> 'daticulocale'))
            WHEN 'b' THEN format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L', to_jsonb(own) ->> 'datlocale')
            ELSE '' END AS locale
  FROM pg_database AS own
 WHERE own.datname = current_database()
