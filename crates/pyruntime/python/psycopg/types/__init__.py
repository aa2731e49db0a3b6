"""`psycopg.types`: values are converted by Limbeck."""

import _driver

globals().update(_driver.unused("TypeInfo"))
