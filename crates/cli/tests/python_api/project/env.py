"""Runs the probes that the environment names, then what every env.py runs."""

import os
import sys

from alembic import context
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, pool

import probes

config = context.config
metadata = MetaData()
Table("t", metadata, Column("id", Integer, primary_key=True))
inner = config.attributes.get("connection")


def run(connection):
    context.configure(connection=connection, target_metadata=metadata)
    with context.begin_transaction():
        context.run_migrations()


if inner is not None:
    run(inner)
elif context.is_offline_mode():
    context.configure(url=config.get_main_option("sqlalchemy.url"), literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    engine = create_engine(config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)
    if config.get_main_option("is_inner") is None and os.environ.get("PROBE"):
        getattr(probes, os.environ["PROBE"])(config, engine)
        # The real Alembic cannot go on after a command inside env.py.
        sys.exit()
    with engine.connect() as connection:
        run(connection)
