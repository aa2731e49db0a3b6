"""Stand-in for `sqlmodel`: classes and types that env.py, models and version files name.

`SQLModel.metadata` is there; tables of `table=True` classes enter it when models are read for autogenerate.
"""

__version__ = "0.0.50"

_SQLALCHEMY = {
    "sqlalchemy": "ARRAY BIGINT BINARY BLOB BOOLEAN BigInteger Boolean CHAR CLOB CheckConstraint Column Computed Constraint DATE DATETIME DDL "
    "DECIMAL DOUBLE DOUBLE_PRECISION Date DateTime DefaultClause Double Enum FLOAT FetchedValue Float ForeignKey "
    "ForeignKeyConstraint INT INTEGER Identity Index Integer Interval JSON LargeBinary MetaData NCHAR NUMERIC NVARCHAR Numeric "
    "PickleType PrimaryKeyConstraint REAL SMALLINT Sequence SmallInteger String TEXT TIME TIMESTAMP Table Text Time TupleType "
    "TypeDecorator UUID Unicode UnicodeText UniqueConstraint Uuid VARBINARY VARCHAR alias all_ and_ any_ asc between bindparam "
    "case cast collate column create_engine create_mock_engine delete desc distinct engine_from_config except_ except_all "
    "exists extract false func funcfilter insert inspect intersect intersect_all join lambda_stmt lateral literal "
    "literal_column modifier not_ null nulls_first nulls_last nullsfirst nullslast or_ outerjoin outparam over select table "
    "tablesample text true tuple_ type_coerce union union_all update values within_group",
    "sqlalchemy.schema": "BLANK_SCHEMA ColumnDefault",
    "sqlalchemy.pool": "QueuePool StaticPool",
    "sqlalchemy.sql": "LABEL_STYLE_DEFAULT LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL",
    "pydantic": "Discriminator Tag",
    "sqlmodel.main": "Field Relationship SQLModel",
    "sqlmodel.orm.session": "Session",
    "sqlmodel.sql.sqltypes": "AutoString UTCDateTime",
    "sqlmodel.sql.expression": "col",
}
_WHERE = {name: module for module, names in _SQLALCHEMY.items() for name in names.split()}
__all__ = sorted(_WHERE)


def __getattr__(name):
    module = _WHERE.get(name)
    if module is None and name not in ("main", "sql", "orm", "ext"):
        raise AttributeError("module 'sqlmodel' has no attribute %r" % (name,))
    from sys import modules

    place = module or "sqlmodel." + name
    __import__(place)
    value = getattr(modules[place], name) if module else modules[place]
    globals()[name] = value
    return value
