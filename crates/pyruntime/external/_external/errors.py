"""The host's errors as exceptions of the real SQLAlchemy."""

from . import dbapi


def teach():
    """Has SQLAlchemy's classes made from what the host says."""
    from sqlalchemy import exc

    exc.DBAPIError._from_host = classmethod(_of_driver)


def _of_driver(kind, message, details):
    origin = details.get("orig") or {"class": "limbeck." + kind.__name__, "message": message}
    driver_error = dbapi.exception(kind.__name__, origin, details)
    made = kind(
        details.get("statement"),
        details.get("parameters"),
        driver_error,
        connection_invalidated=driver_error.connection_lost,
    )
    if isinstance(details.get("hint"), str):
        made.hint = details["hint"]
    return made
