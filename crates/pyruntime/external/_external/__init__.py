"""The project's own Python: the real `sqlalchemy`, our `alembic`, and a driver that speaks to the host."""

import sys


def start(given):
    """Says hello, or why this Python cannot serve; then does what the host asks until it hangs up."""
    import _limbeck

    sqlalchemy, refusal = _sqlalchemy()
    if refusal is not None:
        _limbeck.post({"refused": refusal})
        return
    from . import composed, dialects, errors, teaching

    dialects.register()
    errors.teach()
    teaching.teach()
    composed.watch()
    version = "%d.%d.%d" % sys.version_info[:3]
    _limbeck.post({"hello": {"python": version, "sqlalchemy": sqlalchemy.__version__}})
    import _host

    _host.serve()
    _flush()


def _sqlalchemy():
    way_out = "install it: %s -m pip install sqlalchemy" % sys.executable
    try:
        import sqlalchemy
    except ImportError as error:
        if getattr(error, "name", None) == "sqlalchemy":
            return None, {"message": "%s has no SQLAlchemy" % sys.executable, "hint": way_out}
        return None, {"message": "%s cannot import SQLAlchemy: %s" % (sys.executable, error), "hint": way_out}
    if _numbers(sqlalchemy.__version__) < (1, 4):
        message = "%s has SQLAlchemy %s; Limbeck works with 1.4 and later" % (sys.executable, sqlalchemy.__version__)
        return None, {"message": message}
    return sqlalchemy, None


def _numbers(version):
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())


def _flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass
