"""Texts of ini files and what configparser reads from them."""

import io
from configparser import ConfigParser

from outcome import outcome

INI = [
    "",
    "\n\n# only a comment\n",
    "[alembic]\n",
    "[alembic]\nscript_location = %(here)s/alembic\n",
    "[alembic]\nScript_Location = a\nURL: b\nkey=c = d\nother:e=f\n",
    "[alembic]\n  indented = 1\n    continued\nnot = 2\n",
    "[alembic]\na = 1\n  2\n\n  3\n\n\nb = 4\n",
    "[alembic]\na =\n  1\n  2\nb = x\n",
    "[alembic]\na = 1\n# note\n  2\n  ; note\n  3\n",
    "[alembic]\na = 1 # not a comment\nb = 2 ; nor this\n",
    "[alembic]\na = 1\n   # indented comment\nb = 2\n",
    "[alembic]\na = 1\n\n",
    "[alembic]\na = 1\n   \n\t\n  2\n",
    "[alembic]\na = b\n[  spaced  ]\nc = d\n",
    "[a] b] c\nx = 1\n",
    "[a]x = 1\ny = 2\n",
    "[]\nx = 1\n",
    "[a]\n[]\n",
    "[a]\n[]]\nx=1\n",
    "[a\nx = 1\n",
    "x = 1\n[a]\n",
    "  x\n",
    "\ufeff[alembic]\nx = 1\n",
    "\ufeff# comment\n[alembic]\nx = 1\n",
    "[a]\nx\n",
    "[a]\nx = 1\nnothing here\ny = 2\nnor here\n",
    "[a]\n= 1\n",
    "[a]\n: 1\n  more\n",
    "[a]\nx = 1\nX = 2\n",
    "[a]\nx = 1\n[b]\nx = 1\n[a]\ny = 1\n",
    "[a]\nbroken\nx = 1\nx = 2\n",
    "[a]\nbroken\n[a]\n",
    "[DEFAULT]\nx = 1\n[a]\ny = %(x)s\n[DEFAULT]\nz = 3\n",
    "[DEFAULT]\nx = 1\n[a]\ny = 2\n[DEFAULT]\nx = 3\n",
    "[DEFAULT]\nhere = /elsewhere\n[a]\nx = %(here)s\n",
    "[default]\nx = 1\n[a]\ny = %(x)s\n",
    "[DEFAULT]\nbase = /srv\n[a]\nx = %(base)s/a\nbase = /own\n[b]\nx = %(base)s/b\n",
    "[a]\nx = %(y)s\ny = %(z)s\nz = %(here)s\n",
    "[a]\nx = %(Y)s-%(y)s\ny = 1\n",
    "[a]\nx = %%(here)s %%%% 100%%\n",
    "[a]\nx = 50%\ny = 1\n",
    "[a]\nx = 50% of\n",
    "[a]\nx = %(missing)s\n",
    "[a]\nx = %(y)s\ny = %(missing)s and it's \"quoted\"\n",
    "[a]\nx = %(here)d\n",
    "[a]\nx = %(here\n",
    "[a]\nx = %()s\n",
    "[a]\nx = %(x)s\n",
    "[a]\nx = %(y)s\ny = %(x)s\n",
    "[a]\n" + "".join(f"k{n} = %(k{n + 1})s\n" for n in range(9)) + "k9 = end\n",
    "[a]\n" + "".join(f"k{n} = %(k{n + 1})s\n" for n in range(10)) + "k10 = end\n",
    "[a]\n" + "".join(f"k{n} = %(k{n + 1})s\n" for n in range(11)) + "k11 = end\n",
    "[a]\n" + "".join(f"k{n} = %(k{n + 1})s\n" for n in range(10)) + "k10 = %%\n",
    "[a]\r\nx = 1\r\n  2\r\ny = 3\r\n",
    "[a]\rx = 1\ry = 2\r",
    "[a]\nx = 1\x0b2\x0c3\x1c4\x854\u20285\n",
    "[a]\n\xa0x = \xa01\xa0\n\u3000  y = 2\n",
    "[a]\n\x1cx = 1\n",
    "[ünï]\nSCHLÜSSEL = wért\nİ = 1\nΣΑΣ = 2\n",
    "[a]\nx = 1\n\ty\n        z\n",
    "[a]\nx =\ny = \"quoted\"\nz = 'q'\n",
    "[a]\nx = 1\n [b]\ny = 2\n",
    "  [a]\n  x = 1\ny = 2\n",
    "[a]\nx = 1\n  [b]\n",
    "[a]\nx = 1\n  y = 2\n",
    "[a]\nx = [1,\n  2]\n",
    "[a]\nfmt:x = 1\nk : v\nk2 :v = w\n",
    "[a]\nx == 1\ny := 2\n",
    "[a]\n#c\n;c\nrem x = 1\n",
    "[a]\nx = 1\n#y = 2\n  3\n",
    "[a];comment\nx = 1\n",
    "[a]\nx = it's\ntab\there = 1\nback\\slash\n",
    "[a]\nwrong \x00\x7f\u200b\U0001f600 line\n",
    "[a]\nx = %(a%(y)s\ny = 1\n",
    "[a]\nx = %\n",
    "[a]\nx = %(here)s%\n",
    "[a]\nlast = no newline",
    "[a]\nbroken without newline",
    "[a]\nx = a\n\n# c\n\n  b\n",
]


def ini_case(text):
    def read():
        parser = ConfigParser({"here": "/p"})
        parser._read(io.StringIO(text, newline=None), "alembic.ini")
        sections = ["DEFAULT", *parser.sections()]
        return {
            "sections": sections,
            "raw": {name: dict(parser.items(name, raw=True)) for name in sections},
            "items": {name: outcome(lambda: dict(parser.items(name))) for name in sections},
            "values": {
                name: {key: outcome(lambda: parser.get(name, key)) for key, _ in parser.items(name, raw=True)}
                for name in sections
            },
        }

    return {"text": text, **outcome(read)}
