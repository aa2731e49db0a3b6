"""Hands every statement that is sent to the harness."""

from alembic import context
from sqlalchemy import create_engine, event, pool

import harness

engine = create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)


@event.listens_for(engine, "before_cursor_execute")
def sent(connection, cursor, statement, parameters, execution_context, executemany):
    harness.sent(statement, executemany)


with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
