"""Which engines an application's settings name, and where a SQLite file of theirs lies."""

import os

import sqlalchemy as sa


def options(app, given):
    """{bind key: the options of its engine}; the key of the default one is None."""
    settings = app.config
    url = settings.setdefault("SQLALCHEMY_DATABASE_URI", None)
    default = {**given, **settings.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {})}
    echo = settings.setdefault("SQLALCHEMY_ECHO", False)
    found = {}
    for key, value in (settings.setdefault("SQLALCHEMY_BINDS", {}) or {}).items():
        found[key] = {**given, "url": value} if isinstance(value, (str, sa.engine.URL)) else {**given, **value}
    if url is not None:
        default["url"] = url
    if "url" in default:
        found[None] = {**found.get(None, {}), **default}
    if not found:
        raise RuntimeError("Either 'SQLALCHEMY_DATABASE_URI' or 'SQLALCHEMY_BINDS' must be set.")
    for of_key in found.values():
        of_key.setdefault("echo", echo)
        of_key.setdefault("echo_pool", echo)
        of_key["url"] = _url(of_key["url"], of_key, app)
    return found


def _url(url, of_key, app):
    if getattr(type(url), "_is_stand_in", False):
        raise NotImplementedError("SQLALCHEMY_DATABASE_URI is %r, which is not part of Limbeck" % url)
    url = sa.engine.make_url(url)
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        return _of_sqlite(url, of_key, app)
    if url.drivername.startswith("mysql") and "charset" not in url.query:
        return url.update_query_dict({"charset": "utf8mb4"})
    return url


def _of_sqlite(url, of_key, app):
    if url.database in (None, "", ":memory:"):
        of_key["poolclass"] = sa.pool.StaticPool
        return url
    prefix = "file:" if url.query.get("uri") else ""
    path = url.database[len(prefix) :]
    if os.path.isabs(path):
        return url
    folder = app.root_path if _is_version_2() else app.instance_path
    os.makedirs(folder, exist_ok=True)
    return url.set(database=prefix + os.path.join(folder, path))


def _is_version_2():
    """Whether the project has Flask-SQLAlchemy 2, for which a file lies beside the application and not in `instance`."""
    import _finder

    return any(
        name.lower().replace("-", "_").startswith("flask_sqlalchemy_2.")
        for folder in _finder.site_packages
        if os.path.isdir(folder)
        for name in os.listdir(folder)
    )
