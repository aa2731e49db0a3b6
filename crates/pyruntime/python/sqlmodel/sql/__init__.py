"""`sqlmodel.sql`: types and expressions."""


def __getattr__(name):
    if name in ("sqltypes", "expression"):
        from sys import modules

        __import__("sqlmodel.sql." + name)
        return modules["sqlmodel.sql." + name]
    raise AttributeError("module 'sqlmodel.sql' has no attribute %r" % (name,))
