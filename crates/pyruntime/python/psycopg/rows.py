"""`psycopg.rows`: names that say what a cursor's rows are."""

import _driver

dict_row = _driver.refuse("psycopg.rows.dict_row")
tuple_row = _driver.refuse("psycopg.rows.tuple_row")
namedtuple_row = _driver.refuse("psycopg.rows.namedtuple_row")
scalar_row = _driver.refuse("psycopg.rows.scalar_row")


def class_row(cls):
    return _driver.refuse("psycopg.rows.class_row")
