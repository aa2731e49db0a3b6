"""`sqlmodel.sql.expression`: SQLAlchemy's expressions under sqlmodel's names."""


def col(column_expression):
    return column_expression


def __getattr__(name):
    import sqlalchemy

    if name in ("Select", "SelectOfScalar"):
        from sqlalchemy.sql.expression import Select

        return Select
    value = globals()[name] = getattr(sqlalchemy, name)
    return value
