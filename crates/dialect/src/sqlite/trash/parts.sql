SELECT
    -- A table takes all of them with it; triggers are taken off while rows come back.
    CASE WHEN master.type = 'trigger' THEN 'DROP TRIGGER main."' || replace(master.name, '"', '""') || '"' END AS take_off,
    master.sql AS put_back
FROM main.sqlite_master AS master
WHERE master.type IN ('index', 'trigger') AND lower(master.tbl_name) = lower(?1) AND master.sql IS NOT NULL
ORDER BY master.type, master.rowid
