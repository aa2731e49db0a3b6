"""`sqlite3.dbapi2`: another name of `sqlite3`."""

import sqlite3 as _sqlite3

globals().update({name: value for name, value in vars(_sqlite3).items() if not name.startswith("_")})
