"""Prints every case for every database: one offline run for each of them and each naming convention."""

from alembic import context
from sqlalchemy import MetaData

from reading import CONVENTIONS

for dialect in ("sqlite", "postgresql", "mysql"):
    for convention in CONVENTIONS:
        context.configure(
            dialect_name=dialect,
            literal_binds=True,
            dialect_opts={"paramstyle": "named"},
            target_metadata=MetaData(naming_convention=CONVENTIONS[convention]),
            convention=convention,
        )
        with context.begin_transaction():
            context.run_migrations()
