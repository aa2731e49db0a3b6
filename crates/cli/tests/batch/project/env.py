"""The batches of one naming convention, which the environment gives."""

import json
import os

from alembic import context
from sqlalchemy import MetaData, create_engine, pool

convention = json.loads(os.environ["BATCH_CONVENTION"])
target_metadata = MetaData(naming_convention=convention)

if context.is_offline_mode():
    context.configure(dialect_name="sqlite", target_metadata=target_metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    engine = create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()
