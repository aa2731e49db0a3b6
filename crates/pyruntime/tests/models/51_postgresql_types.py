"""PostgreSQL's own types (on SQLite each column is text)."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

metadata = sa.MetaData()


def on_postgresql(type_):
    return sa.Text().with_variant(type_, "postgresql")


words = pg.ENUM("one", "two", name="pg_words")
TYPES = {
    "array_int": pg.ARRAY(sa.Integer),
    "array_two": pg.ARRAY(sa.String(5), dimensions=2),
    "array_zero": pg.ARRAY(sa.Text, zero_indexes=True, as_tuple=True),
    "array_numeric": pg.ARRAY(sa.Numeric(5, 2)),
    "array_enum": pg.ARRAY(pg.ENUM("e1", "e2", name="array_words")),
    "array_zone": pg.ARRAY(sa.DateTime(timezone=True)),
    "bit": pg.BIT(4),
    "bit_varying": pg.BIT(9, varying=True),
    "bit_plain": pg.BIT(varying=True),
    "bytea": pg.BYTEA,
    "cidr": pg.CIDR,
    "citext": pg.CITEXT,
    "citext_c": pg.CITEXT(collation="C"),
    "datemultirange": pg.DATEMULTIRANGE,
    "daterange": pg.DATERANGE,
    "domain": pg.DOMAIN("posint", sa.Integer, check="VALUE > 0", not_null=True, default="1"),
    "double": pg.DOUBLE_PRECISION(53),
    "enum": words,
    "enum_again": words,
    "hstore": pg.HSTORE,
    "inet": pg.INET,
    "int4multirange": pg.INT4MULTIRANGE,
    "int4range": pg.INT4RANGE,
    "int8multirange": pg.INT8MULTIRANGE,
    "int8range": pg.INT8RANGE,
    "interval": pg.INTERVAL,
    "interval_fields": pg.INTERVAL(fields="YEAR TO MONTH"),
    "interval_precision": pg.INTERVAL(precision=3),
    "json": pg.JSON,
    "jsonb": pg.JSONB,
    "jsonpath": pg.JSONPATH,
    "macaddr": pg.MACADDR,
    "macaddr8": pg.MACADDR8,
    "money": pg.MONEY,
    "nummultirange": pg.NUMMULTIRANGE,
    "numrange": pg.NUMRANGE,
    "oid": pg.OID,
    "real": pg.REAL,
    "regclass": pg.REGCLASS,
    "regconfig": pg.REGCONFIG,
    "time": pg.TIME(precision=2),
    "time_zone": pg.TIME(timezone=True, precision=0),
    "timestamp": pg.TIMESTAMP(precision=3),
    "timestamp_zone": pg.TIMESTAMP(timezone=True, precision=6),
    "tsmultirange": pg.TSMULTIRANGE,
    "tsquery": pg.TSQUERY,
    "tsrange": pg.TSRANGE,
    "tstzmultirange": pg.TSTZMULTIRANGE,
    "tstzrange": pg.TSTZRANGE,
    "tsvector": pg.TSVECTOR,
    "uuid": pg.UUID,
    "uuid_text": pg.UUID(as_uuid=False),
    "varchar": pg.VARCHAR(4),
}
sa.Table(
    "postgresql_types",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    *[sa.Column(name, on_postgresql(type_)) for name, type_ in TYPES.items()],
)

only_dialect = "postgresql"
target_metadata = metadata
