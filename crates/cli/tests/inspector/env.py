"""Prints what the Inspector says, with any Alembic."""

import os

from alembic import context
from sqlalchemy import create_engine

from probe import probe

with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    schemas = [None] + os.environ["PROBE_SCHEMAS"].split()
    print("\n".join(probe(connection, schemas)))
