//! The words by which `declares.rs` tells what a name does at the import of a file.

/// Packages that are always ours or the library's, and whose import nobody notices.
pub(crate) const UNNOTICED: [&str; 16] = [
    "__future__",
    "abc",
    "collections",
    "contextlib",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "functools",
    "ipaddress",
    "json",
    "re",
    "sqlalchemy",
    "typing",
    "typing_extensions",
    "uuid",
];

/// Packages beside those whose functions describe things or compute values.
const DESCRIBING: [&str; 6] =
    ["fastapi_users_db_sqlalchemy", "geoalchemy2", "pgvector", "pydantic", "sqlalchemy_utils", "sqlmodel"];

/// Whether the functions of a package describe things or compute values.
pub(crate) fn is_describing(package: &str) -> bool {
    UNNOTICED.contains(&package) || DESCRIBING.contains(&package)
}

/// What those packages offer besides: it acts on others, asks a database, or answers differently each time.
pub(crate) const ACTING: [&str; 17] = [
    "automap_base",
    "clear_mappers",
    "compiles",
    "configure_mappers",
    "connect",
    "create_all",
    "drop_all",
    "event",
    "events",
    "execute",
    "inspect",
    "listen",
    "listens_for",
    "reflect",
    "uuid1",
    "uuid4",
    "uuid7",
];

/// What the packages of the clock answer differently each time; `sqlalchemy.func.now()` is a description.
pub(crate) const OF_THE_CLOCK: [&str; 3] = ["now", "today", "utcnow"];

/// Methods of columns, types, strings and the like that make another value.
pub(crate) const MAKING: [&str; 55] = [
    "all_",
    "any_",
    "as_scalar",
    "asc",
    "between",
    "bindparams",
    "bool_op",
    "casefold",
    "cast",
    "collate",
    "columns",
    "concat",
    "contains",
    "correlate",
    "desc",
    "distinct",
    "endswith",
    "filter",
    "format",
    "group_by",
    "ilike",
    "in_",
    "is_",
    "is_distinct_from",
    "is_not",
    "is_not_distinct_from",
    "isnot",
    "items",
    "join",
    "keys",
    "label",
    "like",
    "lower",
    "lstrip",
    "not_in",
    "notin_",
    "nulls_first",
    "nulls_last",
    "nullsfirst",
    "nullslast",
    "op",
    "order_by",
    "regexp_match",
    "removesuffix",
    "replace",
    "rstrip",
    "scalar_subquery",
    "select_from",
    "split",
    "startswith",
    "strip",
    "upper",
    "values",
    "where",
    "with_variant",
];

/// Builtins and attributes of a name that may stand above a function or a class.
pub(crate) const DECORATING: [&str; 13] = [
    "cascading",
    "classmethod",
    "comparator",
    "deleter",
    "directive",
    "expression",
    "getter",
    "inplace",
    "mapped",
    "mapped_as_dataclass",
    "property",
    "setter",
    "staticmethod",
];

/// Functions that are called when a class is made, and are judged as the class is.
pub(crate) const CALLED_BY_CLASSES: [&str; 6] = [
    "__declare_first__",
    "__declare_last__",
    "__mapper_args__",
    "__table_args__",
    "__tablename__",
    "_generate_next_value_",
];

/// Functions that change how other files' classes are made.
pub(crate) const SHAPING: [&str; 6] =
    ["__init_subclass__", "__mro_entries__", "__new__", "__prepare__", "__set_name__", "__table_cls__"];

/// What belongs to the import machinery.
pub(crate) const OF_MODULES: [&str; 9] = [
    "__builtins__",
    "__cached__",
    "__class__",
    "__dict__",
    "__file__",
    "__loader__",
    "__name__",
    "__path__",
    "__spec__",
];
