"""`pymysql.cursors`: names that are given to `connect`."""

import _driver

globals().update(_driver.unused("Cursor", "DictCursor", "SSCursor", "SSDictCursor"))
