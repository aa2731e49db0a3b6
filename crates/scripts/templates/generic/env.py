from logging.config import fileConfig

from sqlalchemy import engine_from_config
from sqlalchemy import pool

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


def run_migrations_online() -> None:
    """Run the migrations on a connection to the database."""
    connectable = engine_from_config(
        config.get_section(config.config_ini_section, {}),
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )

    with connectable.connect() as connection:
        context.configure(
            connection=connection, target_metadata=target_metadata
        )

        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
