"""Migrates two databases, one after the other, and says what it sees then."""

import logging.config

from alembic import context
from sqlalchemy import create_engine, pool

import topics

config = context.config
if config.config_file_name is not None:
    logging.config.fileConfig(config.config_file_name, disable_existing_loggers=False)
topics.early()

for name in ("one.db", "two.db"):
    engine = create_engine("sqlite:///" + name, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
    topics.see("env.py after " + name)
