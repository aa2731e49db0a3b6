"""The env.py of every pair; what the pair sets takes the place of the empty options."""

import os

from alembic import context
from sqlalchemy import create_engine

import models

options = {}

engine = create_engine(os.environ["DATABASE_URL"])
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=models.Base.metadata, **options)
    with context.begin_transaction():
        context.run_migrations()
