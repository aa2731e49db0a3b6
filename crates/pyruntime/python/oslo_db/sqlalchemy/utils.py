"""Questions about a database's tables."""

import sqlalchemy as sa


def get_table(engine, name):
    metadata = sa.MetaData()
    return sa.Table(name, metadata, autoload_with=engine)


def get_indexes(engine, table_name):
    return sa.inspect(engine).get_indexes(table_name)


def index_exists(engine, table_name, index_name):
    return index_name in [index["name"] for index in get_indexes(engine, table_name)]


def index_exists_on_columns(engine, table_name, columns):
    columns = list(columns)
    return any(index["column_names"] == columns for index in get_indexes(engine, table_name))


def column_exists(engine, table_name, column):
    return column in [each["name"] for each in sa.inspect(engine).get_columns(table_name)]


def get_foreign_key_constraint_name(engine, table_name, column_name):
    for key in sa.inspect(engine).get_foreign_keys(table_name):
        if key["constrained_columns"] == [column_name]:
            return key["name"]
    return None


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise NotImplementedError("oslo_db.sqlalchemy.utils.%s is not served: run this project with its own Python" % name)
