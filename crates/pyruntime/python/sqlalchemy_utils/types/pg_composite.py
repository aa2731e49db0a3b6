"""`CompositeType`, which makes a type of PostgreSQL by events of the tables: refused, with the way to do it by hand."""


class CompositeType:
    def __init__(self, name, columns=(), **kwargs):
        parts = ", ".join("%s %s" % (column.name, column.type) for column in columns)
        raise NotImplementedError(
            "sqlalchemy_utils.CompositeType is not served: create the type by op.execute(%r) ahead of its table, and give the "
            "column a UserDefinedType whose get_col_spec() returns %r" % ("CREATE TYPE %s AS (%s)" % (name, parts), name)
        )
