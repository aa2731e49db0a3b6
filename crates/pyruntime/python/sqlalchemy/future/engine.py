"""`sqlalchemy.future.engine`."""

from sqlalchemy.engine import Connection, Engine, create_engine
