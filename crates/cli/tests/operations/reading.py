"""Reads `cases/*.txt`: after a line `== name`, or `== name [postgresql mysql]`, the body of an `upgrade()`."""

import collections
import pathlib

CONVENTIONS = {
    "": None,
    "naming": {
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    },
    "naming_all": {
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0N_name)s",
        "ck": "%(table_name)s_check",
        "fk": "fk_%(table_name)s_%(column_0_key)s_%(referred_table_name)s_%(referred_column_0_name)s",
    },
}

Case = collections.namedtuple("Case", "name dialects convention code")


def cases():
    found = []
    for file in sorted(pathlib.Path(__file__).parent.joinpath("cases").glob("*.txt")):
        group = file.stem
        for part in ("\n" + file.read_text(encoding="utf-8")).split("\n== ")[1:]:
            title, _, code = part.partition("\n")
            name, _, dialects = title.partition(" [")
            dialects = dialects.rstrip("]").split() or ["sqlite", "postgresql", "mysql"]
            found.append(Case(group + ": " + name, dialects, group if group in CONVENTIONS else "", code))
    return found
