"""`create_engine` and its relatives."""

from .url import make_url

_NOT_SERVED = {
    "creator": "Limbeck connects by the URL itself: put the connection's settings there",
    "async_creator": "Limbeck connects by the URL itself: put the connection's settings there",
    "creator_wrapper": "Limbeck connects by the URL itself",
    "module": "Limbeck has its own drivers",
}

# Pools, logging and caches of SQLAlchemy: accepted, and without effect on what a migration does.
_WITHOUT_EFFECT = frozenset(
    "pool poolclass pool_size max_overflow pool_timeout pool_recycle pool_pre_ping pool_use_lifo pool_reset_on_return"
    " pool_logging_name pool_events logging_name echo_pool encoding convert_unicode future query_cache_size label_length"
    " max_identifier_length implicit_returning insertmanyvalues_page_size use_insertmanyvalues enable_from_linting"
    " native_enum native_datetime skip_autocommit_rollback paramstyle plugins executemany_mode"
    " executemany_batch_page_size executemany_values_page_size server_side_cursors use_native_hstore"
    " case_sensitive listeners strategy empty_in_strategy supports_native_boolean disable_pool_listeners"
    " client_encoding use_native_unicode fast_executemany".split()
)

# Drivers with one name for both kinds: SQLAlchemy takes their asynchronous half for an `AsyncEngine`.
_ALSO_ASYNC = ("psycopg", "oracledb")


def create_engine(url, **kwargs):
    return _engine(url, kwargs)


def _engine(url, keywords, is_async=False):
    from .base import Engine
    from .default import dialect_of_url

    keywords = dict(keywords)
    url = make_url(url)
    for name, hint in _NOT_SERVED.items():
        if keywords.get(name) is not None:
            raise NotImplementedError("create_engine(%s=…) is not supported: %s" % (name, hint))
        keywords.pop(name, None)
    dialect = dialect_of_url(
        url,
        json_serializer=keywords.pop("json_serializer", None),
        json_deserializer=keywords.pop("json_deserializer", None),
    )
    if is_async and dialect.driver in _ALSO_ASYNC:
        dialect.is_async = True
    if is_async and not dialect.is_async:
        from sqlalchemy import exc

        raise exc.InvalidRequestError(
            "The asyncio extension requires an async driver to be used. The loaded %r is not async." % (dialect.driver,)
        )
    engine = Engine(None, dialect, url, echo=keywords.pop("echo", None))
    engine._connect_args = _connect_args(keywords.pop("connect_args", None))
    engine._isolation_level = keywords.pop("isolation_level", None)
    engine._hide_parameters = bool(keywords.pop("hide_parameters", False))
    options = keywords.pop("execution_options", None)
    if options:
        engine._execution_options = dict(options)
    poolclass = keywords.get("poolclass")
    if poolclass is not None:
        engine._poolclass = poolclass
    unknown = [name for name in keywords if name not in _WITHOUT_EFFECT]
    if unknown:
        raise TypeError(
            "Invalid argument(s) %s sent to create_engine(), using configuration %s/%s/Engine.  Please check that the"
            " keyword arguments are appropriate for this combination of components."
            % (
                ",".join("'%s'" % name for name in unknown),
                type(dialect).__name__,
                getattr(poolclass, "__name__", "QueuePool"),
            )
        )
    return engine


def _connect_args(given):
    """The driver's own arguments as plain data; an object among them is named."""
    if not given:
        return {}
    arguments = {}
    for key, value in dict(given).items():
        if not _is_plain(value):
            if type(value).__name__ == "SSLContext":
                raise NotImplementedError(
                    "connect_args={%r: <SSLContext>} is not supported: use sslmode, sslrootcert, sslcert and sslkey in"
                    " the URL's query" % key
                )
            # Callables among them (`prepared_statement_name_func`, `server_settings` of a pool) change no migration.
            if callable(value):
                continue
            raise NotImplementedError(
                "connect_args={%r: %r} is not supported: only plain values can be passed on" % (key, value)
            )
        arguments[key] = value
    return arguments


def _is_plain(value):
    if value is None or isinstance(value, (bool, int, float, str)):
        return True
    if isinstance(value, (list, tuple)):
        return all(_is_plain(item) for item in value)
    if isinstance(value, dict):
        return all(_is_plain(item) for item in value.values())
    return False


# What the templates of `init` have in place of a URL.
_PLACEHOLDER = "driver://user:pass@localhost/dbname"

_FLAGS = (
    "echo",
    "echo_pool",
    "future",
    "pool_pre_ping",
    "pool_use_lifo",
    "hide_parameters",
    "use_native_unicode",
)
_INTEGERS = ("pool_size", "max_overflow", "pool_recycle", "query_cache_size", "pool_timeout")


def engine_from_config(configuration, prefix="sqlalchemy.", **kwargs):
    return _from_config(configuration, prefix, kwargs, create_engine)


def _from_config(configuration, prefix, keywords, create):
    options = {key[len(prefix) :]: configuration[key] for key in configuration if key.startswith(prefix)}
    for key in ("_coerce_config",):
        options.pop(key, None)
    for key, value in list(options.items()):
        if isinstance(value, str):
            if key in _FLAGS:
                options[key] = _flag(value)
            elif key in _INTEGERS:
                options[key] = int(value)
    options.update(keywords)
    url = options.pop("url", None)
    if not url or url == _PLACEHOLDER:
        import _environment

        # Where neither the ini nor env.py gives a URL, the one of the environment stands in.
        url = _environment.database_url or url
    if not url:
        raise KeyError("url")
    return create(url, **options)


def _flag(text):
    word = text.strip().lower()
    if word in ("true", "yes", "on", "y", "t", "1"):
        return True
    if word in ("false", "no", "off", "n", "f", "0"):
        return False
    if word == "debug":
        return "debug"
    raise ValueError("String is not true/false: %r" % text)


def create_pool_from_url(url, **kwargs):
    raise NotImplementedError("create_pool_from_url() is not supported: use create_engine()")
