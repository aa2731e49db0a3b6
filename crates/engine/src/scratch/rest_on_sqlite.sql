SELECT type || ' ' || name || ': ' || sql AS line FROM sqlite_master WHERE type IN ('view', 'trigger') AND sql IS NOT NULL
