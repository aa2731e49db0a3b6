SELECT split_part(setting, '=', 1) AS name, substr(setting, strpos(setting, '=') + 1) AS value
  FROM pg_db_role_setting AS own
 CROSS JOIN LATERAL unnest(own.setconfig) AS setting
 WHERE own.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()) AND own.setrole = 0
