"""Prints everything an SQLite file holds: the schema's statements and every row of every table, in a fixed order.

Limbeck's own tables are nothing that the real Alembic makes, and are left out.
"""

import sqlite3
import sys

connection = sqlite3.connect(sys.argv[1])
everything = connection.execute("SELECT type, name, sql, tbl_name FROM sqlite_master ORDER BY type, name").fetchall()
schema = [item[:3] for item in everything if item[3] not in ("limbeck_journal", "limbeck_trash")]
for kind, name, sql in schema:
    print(f"-- {kind} {name}")
    print("\n".join(line.rstrip() for line in (sql or "(made by SQLite)").splitlines()))
for kind, name, _sql in schema:
    if kind == "table":
        rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()
        for row in sorted(map(repr, rows)):
            print(f"{name} {row}")
