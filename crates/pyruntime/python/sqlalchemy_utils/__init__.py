"""Stand-in for `sqlalchemy_utils`: its column types and views; other functions that work on a database are refused."""

__version__ = "0.42.0"

_VIEWS = frozenset(
    "create_view create_materialized_view create_table_from_selectable refresh_materialized_view".split()
)
_DECORATORS = frozenset("aggregated observes listens_for".split())
_REFUSED = frozenset(
    "database_exists create_database drop_database "
    "has_index has_unique_index has_changes identity get_columns get_mapper get_tables get_type get_declarative_base "
    "render_expression render_statement mock_engine json_sql jsonb_sql sort_query quote naturally_equivalent "
    "merge_references dependent_objects non_indexed_foreign_keys register_composites get_class_by_table "
    "assert_max_length".split()
)


def generic_repr(*fields):
    """Classes keep the repr that they have."""
    if len(fields) == 1 and isinstance(fields[0], type):
        return fields[0]
    return lambda cls: cls


def force_auto_coercion(mapper=None):
    """Values are not coerced while migrations run."""


force_instant_defaults = force_auto_coercion


class Timestamp:
    """The mixin with `created` and `updated`."""

    def __init_subclass__(cls, **kwargs):
        from sqlalchemy import Column, DateTime

        for name in ("created", "updated"):
            if name not in cls.__dict__:
                setattr(cls, name, Column(DateTime, nullable=False))
        super().__init_subclass__(**kwargs)


class PhoneNumber:
    """A telephone number; it is not read."""

    def __init__(self, raw_number, region=None, check_region=True):
        self.raw_number = raw_number
        self.region = region

    def __composite_values__(self):
        return self.raw_number, self.region


class PhoneNumberParseException(ValueError):
    """A telephone number that is none."""


class Choice:
    def __init__(self, code, value):
        self.code = code
        self.value = value


def __getattr__(name):
    if name == "types":
        from sys import modules

        __import__("sqlalchemy_utils.types")
        return modules["sqlalchemy_utils.types"]
    if name in _VIEWS or name == "view":
        from sys import modules

        __import__("sqlalchemy_utils.view")
        view = modules["sqlalchemy_utils.view"]
        return view if name == "view" else getattr(view, name)
    if name in _DECORATORS:
        return lambda *args, **kwargs: lambda function: function
    if name in _REFUSED or name == "functions":

        def refused(*args, **kwargs):
            raise NotImplementedError(
                "sqlalchemy_utils.%s() is not served while migrations run: write the statement as text" % name
            )

        return refused
    from . import types

    if name in types.TYPES:
        value = globals()[name] = getattr(types, name)
        return value
    raise AttributeError("module 'sqlalchemy_utils' has no attribute %r" % (name,))
