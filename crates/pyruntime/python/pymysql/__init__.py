"""Stand-in for `pymysql`: exceptions and names; connections are Limbeck's own."""

import _driver



class MySQLError(Exception):
    pass


_driver.dbapi_exceptions(globals(), "pymysql.err", MySQLError)
__version__ = "1.1.1"
VERSION = (1, 1, 1, "final", 1)
version_info = (1, 4, 6, "final", 1)
threadsafety = 1
paramstyle = "pyformat"
connect = Connect = _driver.refuse("pymysql.connect")
globals().update(_driver.unused("Connection"))


def install_as_MySQLdb():
    """Makes `import MySQLdb` give this module."""
    from sys import modules

    modules["MySQLdb"] = modules["_mysql"] = modules["pymysql"]


def get_client_info():
    return __version__


def escape_string(value):
    return value.replace("\\", "\\\\").replace("'", "\\'")


def __getattr__(name):
    if name in ("cursors", "err", "constants", "converters", "connections"):
        from sys import modules

        __import__("pymysql." + name)
        return modules["pymysql." + name]
    raise AttributeError("module 'pymysql' has no attribute %r" % (name,))
