"""An inner module of SQLAlchemy that imports may name; there is nothing in it."""
