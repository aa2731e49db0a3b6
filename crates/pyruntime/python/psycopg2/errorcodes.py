"""`psycopg2.errorcodes`: names of SQLSTATEs."""

from .errors import _STATES


def _constant(name):
    letters = [("_" + letter if letter.isupper() and place else letter) for place, letter in enumerate(name)]
    return "".join(letters).upper()


globals().update({_constant(name): state for state, (name, _) in _STATES.items()})


def lookup(code):
    return _constant(_STATES[code][0])
