"""Has the database say whether somebody else writes, and keeps which session wrote when."""

from alembic import op

CONCURRENTLY = "CONCURRENTLY"

ANOTHER = (
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND backend_type = 'client backend' AND backend_xid IS NOT NULL"
)


def only_one():
    op.execute(f"SELECT 1 / (CASE WHEN EXISTS ({ANOTHER}) THEN 0 ELSE 1 END)")
    op.execute("INSERT INTO writers (session) SELECT pg_backend_pid()")
