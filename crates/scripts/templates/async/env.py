import asyncio
from logging.config import fileConfig

from sqlalchemy import pool
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import async_engine_from_config

from alembic import context

# The settings from alembic.ini and the command line.
config = context.config

# Set up logging as the logging sections of alembic.ini say.
if config.config_file_name is not None:
    fileConfig(config.config_file_name)

# The MetaData of your models, which autogenerate compares with the database:
#     from myapp.models import Base
#     target_metadata = Base.metadata
target_metadata = None

# More settings can be read from alembic.ini where they are needed:
#     config.get_main_option("my_option")


def run_migrations_offline() -> None:
    """Write the migrations as SQL (`--sql`), from the URL alone.

    No engine and no database driver is needed.
    """
    url = config.get_main_option("sqlalchemy.url")
    context.configure(
        url=url,
        target_metadata=target_metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
    )

    with context.begin_transaction():
        context.run_migrations()


def do_run_migrations(connection: Connection) -> None:
    """Run the migrations on the given connection."""
    context.configure(connection=connection, target_metadata=target_metadata)

    with context.begin_transaction():
        context.run_migrations()


async def run_async_migrations() -> None:
    """Open an asynchronous engine and run the migrations on its connection."""
    connectable = async_engine_from_config(
        config.get_section(config.config_ini_section, {}),
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )

    async with connectable.connect() as connection:
        await connection.run_sync(do_run_migrations)

    await connectable.dispose()


def run_migrations_online() -> None:
    """Run the migrations on a connection to the database."""
    asyncio.run(run_async_migrations())


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
