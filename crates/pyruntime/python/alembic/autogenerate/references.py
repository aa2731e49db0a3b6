"""Foreign keys of the models that refer to nothing."""

from sqlalchemy.exc import NoReferenceError


def check(tables):
    """Raises SQLAlchemy's error for the first key whose table or column is not among the models.

    One with `use_alter` is left alone, as where Alembic sorts the tables.
    """
    lost = []
    for table in tables:
        error = _error_of(table)
        if error is not None:
            lost.append((table.key, error))
    if lost:
        raise min(lost, key=lambda pair: pair[0])[1]


def _error_of(table):
    for column in table.columns:
        for key in column.foreign_keys:
            if not key.use_alter:
                try:
                    key.column
                except NoReferenceError as error:
                    return error
    return None
