"""`inspect()`."""


def inspect(subject, raiseerr=True):
    from sqlalchemy.engine.base import Connection, Engine

    if isinstance(subject, (Connection, Engine)):
        from sqlalchemy.engine.reflection import Inspector

        return Inspector(subject)
    name = type(subject).__module__
    if name.startswith("sqlalchemy.") and hasattr(subject, "_is_clause"):
        return subject
    if hasattr(subject, "__mapper__"):
        from sqlalchemy.orm.mapper import inspected

        return inspected(subject)
    if not raiseerr:
        return None
    from sqlalchemy import exc

    raise exc.NoInspectionAvailable("No inspection system is available for object of type %s" % type(subject))


def _inspects(*types):
    return lambda function: function
