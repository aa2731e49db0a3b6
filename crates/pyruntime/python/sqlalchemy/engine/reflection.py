"""The Inspector: what is in the database, in SQLAlchemy's dictionaries."""

import _host

from sqlalchemy import _from_wire as from_wire
from sqlalchemy import exc
from sqlalchemy._from_wire import text


_OPTIONS = frozenset(
    "postgresql_inherits postgresql_tablespace postgresql_using postgresql_with sqlite_strict sqlite_with_rowid".split()
)

# How many tables are asked for one by one.
_FEW = 3


class _Seen:
    """What an Inspector was told of a schema; None: not yet."""

    def __init__(self, changes):
        self.changes = changes
        self.names = self.enums = None
        self.tables = {}
        self.has_all = False


class ObjectKind:
    TABLE = VIEW = MATERIALIZED_VIEW = ANY = ANY_VIEW = None


class ObjectScope:
    DEFAULT = TEMPORARY = ANY = None


def _of_schema(read):
    """A method whose answer for a schema is remembered until `clear_cache()`."""

    def ask(self, schema=None, **kw):
        return self._remembered(read, schema)

    return ask


def _of_table(read):
    """A method whose answer for a table is remembered until `clear_cache()`."""

    def ask(self, table_name, schema=None, **kw):
        return self._remembered(read, table_name, schema)

    return ask


class Inspector:
    """Remembers each answer, as SQLAlchemy's does; what it has not yet told is told as it is when it is asked."""

    def __init__(self, bind=None):
        self.bind = bind
        self.engine = bind.engine
        self.dialect = bind.dialect
        self._told = {}
        self._seen = {}

    @classmethod
    def from_engine(cls, bind):
        return cls(bind)

    @property
    def default_schema_name(self):
        return self.dialect.default_schema_name

    def clear_cache(self):
        self._told.clear()
        self._seen.clear()

    # What there is.

    @_of_table
    def has_table(self, table_name, schema):
        return self.dialect.has_table(self.bind, table_name, schema)

    def has_schema(self, schema_name, **kw):
        return schema_name in self.get_schema_names()

    def has_index(self, table_name, index_name, schema=None, **kw):
        return any(index["name"] == index_name for index in self.get_indexes(table_name, schema=schema))

    def has_sequence(self, sequence_name, schema=None, **kw):
        return sequence_name in self.get_sequence_names(schema=schema)

    def get_schema_names(self, **kw):
        return list(self._names(None)["namespaces"])

    @_of_schema
    def get_table_names(self, schema):
        return list(self._names(schema)["tables"])

    @_of_schema
    def get_view_names(self, schema):
        return list(self._names(schema)["views"])

    @_of_schema
    def get_materialized_view_names(self, schema):
        return list(self._names(schema)["materialized_views"])

    @_of_schema
    def get_sequence_names(self, schema):
        self._only_on_postgresql("get_sequence_names")
        return list(self._names(schema)["sequences"])

    @_of_schema
    def get_enums(self, schema):
        self._only_on_postgresql("get_enums")
        return [
            {
                "name": text(kind["name"]),
                "schema": schema or self.default_schema_name,
                "visible": schema is None,
                "labels": list(kind["values"]),
            }
            for kind in self._enums(schema)
        ]

    # One table.

    @_of_table
    def get_columns(self, table_name, schema):
        key = []
        for constraint in self._constraints(table_name, schema, "primary_key"):
            key = _names(constraint["columns"])
        return [self._column(column, key) for column in self._table(table_name, schema)["columns"]]

    @_of_table
    def get_pk_constraint(self, table_name, schema):
        found = {"constrained_columns": [], "name": None}
        for key in self._constraints(table_name, schema, "primary_key"):
            found = {"constrained_columns": _names(key["columns"]), "name": _constraint_name(key)}
            if self._is_postgresql:
                found["comment"] = None
                found["dialect_options"] = {"postgresql_include": []}
        return found

    @_of_table
    def get_foreign_keys(self, table_name, schema):
        return [self._foreign_key(key) for key in self._constraints(table_name, schema, "foreign_key")]

    @_of_table
    def get_unique_constraints(self, table_name, schema):
        return self._unique_constraints(table_name, schema)

    def _unique_constraints(self, table_name, schema):
        found = []
        for unique in self._constraints(table_name, schema, "unique"):
            item = {"name": _constraint_name(unique), "column_names": _names(unique["columns"])}
            if self._is_postgresql:
                options = unique.get("options") or {}
                item["comment"] = unique.get("comment")
                item["dialect_options"] = {
                    "postgresql_include": list(options.get("postgresql_include") or ()),
                    "postgresql_nulls_not_distinct": bool(options.get("postgresql_nulls_not_distinct")),
                }
            found.append(item)
        return found

    @_of_table
    def get_check_constraints(self, table_name, schema):
        found = []
        for check in self._constraints(table_name, schema, "check"):
            item = {"name": _constraint_name(check), "sqltext": _sql(check["condition"])}
            if self._is_postgresql:
                item["comment"] = check.get("comment")
            found.append(item)
        return found

    @_of_table
    def get_indexes(self, table_name, schema):
        table = self._table(table_name, schema)
        found = [self._index(index) for index in table.get("indexes") or ()]
        if not self._is_postgresql:
            # As SQLAlchemy on SQLite, which does not read what an index of expressions holds.
            return [index for index in found if None not in index["column_names"]]
        for unique in self._unique_constraints(table_name, schema):
            found.append(
                {
                    "name": unique["name"],
                    "unique": True,
                    "column_names": list(unique["column_names"]),
                    "duplicates_constraint": unique["name"],
                    "dialect_options": {"postgresql_include": unique["dialect_options"]["postgresql_include"]},
                }
            )
        return sorted(found, key=lambda index: index["name"] or "")

    @_of_table
    def get_table_comment(self, table_name, schema):
        self._only_on_postgresql("get_table_comment")
        return {"text": self._table(table_name, schema).get("comment")}

    @_of_table
    def get_table_options(self, table_name, schema):
        options = self._table(table_name, schema).get("options") or {}
        return {key: tuple(value) if key == "postgresql_inherits" else value for key, value in options.items() if key in _OPTIONS}

    def get_sorted_table_and_fkc_names(self, schema=None, **kw):
        """The tables, each behind those that it refers to; last comes what is in a circle."""
        left = {name: self.get_foreign_keys(name, schema=schema) for name in self.get_table_names(schema=schema)}
        found = []
        while left:
            free = [
                name
                for name, keys in left.items()
                if not any(key["referred_table"] in left and key["referred_table"] != name for key in keys)
            ]
            if not free:
                break
            found += [(name, [(key["referred_table"], key["name"]) for key in left.pop(name)]) for name in free]
        circle = [(name, key["name"]) for name, keys in left.items() for key in keys]
        found += [(name, []) for name in left]
        return found + [(None, circle)]

    def reflect_table(self, table, include_columns=None, *args, **kw):
        from sqlalchemy.engine._reflected import reflect

        reflect(self, table, include_columns)

    def __getattr__(self, name):
        if name.startswith(("get_", "reflect_", "has_", "sorted_")):
            raise NotImplementedError("inspect(…).%s() is not supported by Limbeck" % name)
        raise AttributeError("'Inspector' object has no attribute %r" % name)

    # Inside.

    @property
    def _is_postgresql(self):
        return self.dialect.name == "postgresql"

    def _only_on_postgresql(self, method):
        if not self._is_postgresql:
            raise NotImplementedError("inspect(…).%s(): %s has none" % (method, self.dialect.name))

    def _remembered(self, read, *of):
        key = (read.__name__, *of)
        if key not in self._told:
            self._told[key] = read(self, *of)
        return self._told[key]

    def _look(self, schema):
        """What of a schema was told since its last change."""
        seen = self._seen.get(schema)
        if seen is None or seen.changes != _host.changes:
            seen = self._seen[schema] = _Seen(_host.changes)
        return seen

    def _names(self, schema):
        seen = self._look(schema)
        if seen.names is None:
            seen.names = self.bind._inspected(schema, "names")
        return seen.names

    def _all_of(self, schema):
        seen = self._look(schema)
        if not seen.has_all:
            told = self.bind._inspected(schema, "tables")
            seen.tables.update((text(table["name"]), table) for table in told["tables"])
            seen.enums = told["enums"]
            seen.has_all = True
        return seen

    def _enums(self, schema):
        seen = self._look(schema)
        if seen.enums is None:
            # They come with any table, also with one that is not there.
            seen.enums = self.bind._inspected(schema, "table", "")["enums"]
        return seen.enums

    def _table(self, table_name, schema):
        seen = self._look(schema)
        if table_name not in seen.tables and len(seen.tables) >= _FEW:
            # Who asks for more than a few asks for all.
            self._all_of(schema)
        if table_name not in seen.tables:
            told = self.bind._inspected(schema, "table", table_name)
            seen.enums = told["enums"]
            seen.tables[table_name] = told["tables"][0] if told["tables"] else None
        found = seen.tables[table_name]
        if found is None:
            raise exc.NoSuchTableError(table_name)
        return found

    def _constraints(self, table_name, schema, kind):
        constraints = self._table(table_name, schema).get("constraints") or ()
        return [constraint for constraint in constraints if constraint["constraint"] == kind]

    def _column(self, column, key):
        fill = column.get("fill") or {}
        kind = fill.get("fill")
        found = {
            "name": text(column["name"]),
            "type": from_wire.column_type(column["type"]),
            "nullable": column["nullable"],
            "default": _sql(fill["expression"]) if kind == "default" else None,
        }
        if kind == "computed":
            found["computed"] = {"sqltext": _sql(fill["expression"]), "persisted": fill.get("persisted")}
        if not self._is_postgresql:
            found["primary_key"] = key.index(found["name"]) + 1 if found["name"] in key else 0
            return found
        found["comment"] = column.get("comment")
        counts = kind == "identity" or (found["default"] or "").startswith("nextval(")
        found["autoincrement"] = counts
        if kind == "identity":
            found["identity"] = {
                key: fill.get(key)
                for key in ("always", "start", "increment", "minvalue", "maxvalue", "cycle", "cache")
            }
            found["identity"]["cycle"] = bool(found["identity"]["cycle"])
        return found

    def _foreign_key(self, key):
        table = key["referred_table"]
        options = {}
        for word in ("onupdate", "ondelete", "deferrable", "initially", "match"):
            if key.get(word) is not None:
                options[word] = key[word]
        found = {
            "name": _constraint_name(key),
            "constrained_columns": _names(key["columns"]),
            "referred_schema": text(table.get("namespace")),
            "referred_table": text(table["name"]),
            "referred_columns": _names(key["referred_columns"]),
            "options": options,
        }
        if self._is_postgresql:
            found["comment"] = key.get("comment")
        return found

    def _index(self, index):
        from sqlalchemy.engine._reflected import index_options

        columns, expressions, sorting = [], [], {}
        for part in index["parts"]:
            name, sql, words = _part(part)
            columns.append(name)
            expressions.append(name if name is not None else sql)
            if name is not None and words:
                sorting[name] = words
        is_unique = bool(index.get("unique"))
        found = {
            "name": _constraint_name(index),
            "unique": is_unique if self._is_postgresql else int(is_unique),
            "column_names": columns,
        }
        if None in columns:
            found["expressions"] = expressions
        if sorting and self._is_postgresql:
            found["column_sorting"] = sorting
        found["dialect_options"] = index_options(index, self.dialect.name)
        return found


def cache(function):
    return function


def _names(names):
    return [text(name) for name in names]


def _constraint_name(item):
    return from_wire.constraint_name(item.get("name"))


def _sql(expression):
    return expression.get("sql")


def _part(part):
    """Returns the column of a key of an index, or its SQL, and the words of its order; a collation is not told."""
    words = []
    if "column" in part:
        return text(part["column"]), None, words
    expression = part["expression"]
    while expression.get("expr") == "ordered":
        if expression["modifier"] in ("DESC", "NULLS FIRST", "NULLS LAST"):
            words.append(expression["modifier"].lower().replace(" ", "_"))
        expression = expression["of"]
    if expression.get("expr") == "column":
        return text(expression["name"]), None, words
    return None, _sql(expression), words
