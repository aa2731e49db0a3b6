"""The env.py of these tests; what a test adds takes the place of the empty options."""

import os
import sys

from alembic import context
from sqlalchemy import create_engine

import models

options = {}

engine = create_engine(os.environ["DATABASE_URL"])
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=models.metadata, **options)
    with context.begin_transaction():
        context.run_migrations()
