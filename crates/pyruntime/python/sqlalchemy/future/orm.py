"""`sqlalchemy.future.orm`."""

from sqlalchemy.orm import Session, sessionmaker
