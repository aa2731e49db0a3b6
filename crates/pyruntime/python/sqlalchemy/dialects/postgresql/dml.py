"""`insert()` with ON CONFLICT."""

from sqlalchemy.sql.conflict import Insert, insert
