"""A plain env.py: it compares scripts whose own env.py needs settings or services that nobody has here."""

import importlib
import json
import os

from alembic import context
from sqlalchemy import create_engine, pool

url = os.environ["PARITY_URL"]
settings = json.loads(os.environ.get("PARITY_CONFIGURE", "{}"))
keywords = json.loads(os.environ.get("PARITY_RUN", "{}"))

for module in filter(None, os.environ.get("PARITY_IMPORTS", "").split(",")):
    importlib.import_module(module)

if context.is_offline_mode():
    context.configure(url=url, literal_binds=True, dialect_opts={"paramstyle": "named"}, **settings)
    with context.begin_transaction():
        context.run_migrations(**keywords)
else:
    with create_engine(url, poolclass=pool.NullPool).connect() as connection:
        context.configure(connection=connection, **settings)
        with context.begin_transaction():
            context.run_migrations(**keywords)
