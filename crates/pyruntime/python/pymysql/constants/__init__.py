"""`pymysql.constants`: groups of numbers."""
