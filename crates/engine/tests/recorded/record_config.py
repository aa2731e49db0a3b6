"""Records what Python makes of tricky settings: configparser, alembic's Config, make_url, python-dotenv, fileConfig.

Run with the Python of the oracle (alembic 1.20.1, SQLAlchemy 2.1.9, python-dotenv 1.2.4):
    python record_config.py > config.json
"""

import argparse
import io
import json
import logging
import logging.config
import os
import sys
import tempfile
import warnings
from configparser import ConfigParser
from pathlib import Path

from alembic import config as alembic_config
from alembic.script import ScriptDirectory
from alembic.util import asbool
from dotenv.main import resolve_variables
from dotenv.parser import parse_stream
from sqlalchemy.engine import make_url


def outcome(function):
    """The result of a call, or its exception as a traceback names it."""
    try:
        return {"ok": function()}
    except Exception as error:
        module = type(error).__module__
        name = type(error).__qualname__
        return {"error": {"class": name if module == "builtins" else f"{module}.{name}", "text": str(error)}}


# ---------------------------------------------------------------- ini text

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


# ---------------------------------------------------------------- alembic's Config

DEPRECATED = "[alembic]\nscript_location = a\n"


def ini(text, *calls, **kw):
    return {"files": {"alembic.ini": text}, "calls": calls, **kw}


def toml(text, *calls, **kw):
    return {"files": {"pyproject.toml": text}, "calls": calls, **kw}


SETTINGS = ("script_settings",)
CONFIG = [
    {"files": {}, "calls": [SETTINGS, ("main_option", "x"), ("section", "alembic"), ("option", "x"), ("hooks",)]},
    {"files": {}, "calls": [("set_main_option", "x", "1"), ("main_option", "x"), SETTINGS]},
    ini("[alembic]\nscript_location = %(here)s/alembic\n", SETTINGS, ("revision_environment",)),
    ini("[alembic]\nscript_location = ./a//b/\n", SETTINGS),
    ini("[alembic]\nscript_location =\n", SETTINGS),
    ini("[other]\nscript_location = b\n", SETTINGS, ("main_option", "script_location")),
    ini("[other]\nscript_location = b\n", SETTINGS, ("main_option", "Script_Location"), section="other"),
    ini("[DEFAULT]\nscript_location = b\nversion_locations = c d\n", SETTINGS),
    ini("[DEFAULT]\nscript_location = b\nversion_locations = c d\n[alembic]\n", SETTINGS),
    ini("[alembic]\nscript_location = b\n", SETTINGS, section=""),
    ini("[DEFAULT]\nscript_location = b\n", ("option", "script_location"), section=""),
    ini("[alembic]\nx = 100%\nscript_location = a\n", SETTINGS, ("section", "alembic"), ("main_option", "x")),
    ini("[alembic]\nscript_location = %(there)s\n", SETTINGS),
    ini("[alembic\n", ("main_option", "x")),
    ini("x = 1\n", ("main_option", "x")),
    ini("[alembic]\nx = 1\nx = 2\n", ("main_option", "x")),
    ini("[alembic]\n[alembic]\n", ("main_option", "x")),
    ini("[alembic]\nfoo\n", ("main_option", "x")),
    ini("[alembic]\nscript_location = a\nfile_template = %%(year)d_%%(rev)s\n", SETTINGS),
    ini("[alembic]\nscript_location = a\ntruncate_slug_length = 12\n", SETTINGS),
    ini("[alembic]\nscript_location = a\ntruncate_slug_length = 0\n", SETTINGS),
    ini("[alembic]\nscript_location = a\ntruncate_slug_length = abc\n", SETTINGS),
    ini("[alembic]\nscript_location = a\ntruncate_slug_length =\n", SETTINGS),
    ini("[alembic]\nscript_location = a\ntimezone = UTC\noutput_encoding = latin-1\n", SETTINGS),
    ini("[alembic]\nscript_location = a\nsourceless = true\nrecursive_version_locations = True\n", SETTINGS),
    ini("[alembic]\nscript_location = a\nsourceless = yes\nrecursive_version_locations = true\n", SETTINGS),
    *(
        ini(f"[alembic]\nscript_location = a\nrevision_environment = {word}\n", ("revision_environment",))
        for word in ["true", "TRUE ", "1", "On", "y", "t", "no", "0", "F", "", "maybe"]
    ),
    *(
        ini(f"{DEPRECATED}path_separator = {word}\nversion_locations = {text}\nprepend_sys_path = {text}\n", SETTINGS)
        for word in ["os", "space", "newline", ":", ";", "comma", "OS", ""]
        for text in ["a:b;c d", "\n  a\n  b c\n   d : e ;"]
    ),
    ini(f"{DEPRECATED}version_locations = a, b  c,d , e\nprepend_sys_path = a, b:c  d\n", SETTINGS),
    ini(f"{DEPRECATED}version_locations =\nprepend_sys_path = .\n", SETTINGS),
    ini(f"{DEPRECATED}version_path_separator = os\nversion_locations = a:b\nprepend_sys_path = c:d e\n", SETTINGS),
    ini(f"{DEPRECATED}version_path_separator = wrong\nversion_locations = a:b\n", SETTINGS),
    ini(f"{DEPRECATED}version_path_separator = wrong\npath_separator = os\nversion_locations = a: b :: \n", SETTINGS),
    ini(f"{DEPRECATED}path_separator = wrong\n", SETTINGS),
    ini(f"{DEPRECATED}version_locations = %(here)s/a %(here)s/b\n", SETTINGS),
    ini(f"{DEPRECATED}version_locations = 50%\n", SETTINGS),
    ini("[alembic]\n[post_write_hooks]\nhooks = black\nblack.type = console_scripts\nblack.entrypoint = black\n"
        "black.options = -l 79 REVISION_SCRIPT_FILENAME\n", ("hooks",)),
    ini("[alembic]\n[post_write_hooks]\nhooks = b, a  c\na.type = exec\nb.type=module\nb.module=ruff\nab.x=1\n",
        ("hooks",)),
    ini("[alembic]\n[post_write_hooks]\nhooks = Black\nBlack.type = exec\n", ("hooks",), ("hook_type", 0)),
    ini("[alembic]\n[post_write_hooks]\nhooks = x\n", ("hooks",), ("hook_type", 0)),
    ini("[alembic]\n[post_write_hooks]\nhooks = x\nx.type = exec\n", ("hook_option", 0, "executable")),
    ini("[alembic]\n[post_write_hooks]\n", ("hooks",)),
    ini("[alembic]\n[post_write_hooks]\nhooks = a\na.options = 100%\n", ("hooks",)),
    ini("[alembic]\na = 1\n", ("set_main_option", "b", "%(a)s-%(here)s"), ("main_option", "B")),
    ini("[alembic]\na = 1\n", ("set_main_option", "url", "p%40ss"), ("main_option", "url")),
    ini("[alembic]\na = 1\n", ("set_main_option", "url", "é%%x%(a)s%(b"), ("main_option", "url")),
    ini("[alembic]\na = 1\n", ("set_main_option", "url", "p%%40ss"), ("main_option", "url"), ("section", "alembic")),
    ini("[alembic]\na = 1\n", ("set_section_option", "new", "K", "v"), ("section", "new"), ("section_option", "new", "k")),
    ini("[alembic]\na = 1\n", ("set_section_option", "DEFAULT", "K", "v"), ("section", "alembic")),
    ini("[alembic]\na = 1\n", ("remove_main_option", "A"), ("main_option", "a"), ("remove_main_option", "zz")),
    ini("", ("remove_main_option", "a"), ("section", "DEFAULT"), ("section_option", "x", "y")),
    ini("[alembic]\na = %(version)s\n", ("main_option", "a"), ("main_option", "VERSION"), arguments={"Version": "1%%"}),
    ini("[alembic]\na = %(here)s\n", ("main_option", "a"), arguments={"here": "/given"}),
    ini("[alembic]\nscript_location = a\n", ("main_option", "sqlalchemy.url"), ("section_option", "nope", "x")),
    # pyproject.toml
    toml("[tool.alembic]\nscript_location = '%(here)s/alembic'\nprepend_sys_path = ['.']\n", SETTINGS),
    toml("[tool.alembic]\nscript_location = 'a'\nversion_locations = ['%(here)s/v', 'w%%']\n", SETTINGS),
    toml("[tool.alembic]\nscript_location = 'a'\nfile_template = '%%(rev)s'\nsourceless = true\n"
         "recursive_version_locations = true\ntruncate_slug_length = 9\ntimezone = 'utc'\n", SETTINGS),
    toml("[tool.alembic]\nscript_location = 'a'\nfile_template = '%(rev)s'\n", SETTINGS),
    toml("[tool.alembic]\nscript_location = 'a'\nsourceless = 'true'\n", SETTINGS),
    toml("[tool.alembic]\nscript_location = 'a'\nrecursive_version_locations = 1\n", SETTINGS),
    toml("[tool.alembic]\nscript_location = 'a'\ntruncate_slug_length = '7'\n", SETTINGS),
    toml("[tool.alembic]\nscript_location = 'a'\ntruncate_slug_length = 'x'\n", SETTINGS),
    toml("[tool.alembic]\nscript_location = 'a'\ntruncate_slug_length = true\n", SETTINGS),
    toml("[tool.alembic]\nrevision_environment = true\n", ("revision_environment",)),
    toml("[tool.alembic]\nrevision_environment = 'off'\n", ("revision_environment",)),
    toml("[tool.alembic]\nx = 1\n", SETTINGS),
    toml("[tool]\nalembic = 5\n", SETTINGS),
    toml("[[tool.alembic]]\nx = 1\n", SETTINGS),
    toml("[project]\nname = 'x'\n", SETTINGS),
    toml("[tool.alembic\n", SETTINGS),
    toml("\n\n[tool.alembic]\nx = \n", SETTINGS),
    toml("a = 1\na = 2\n", SETTINGS),
    toml("[tool.alembic]\nx = 'unterminated\n", SETTINGS),
    toml("[tool.alembic]\nx = 1.5\ny = 1979-05-27\n", ("option", "x"), ("option", "y"), ("option", "z")),
    toml("[tool.alembic]\nx = 5\ny = true\nz = ['a', '%(here)s']\nw = {a = '%(here)s'}\nv = []\n",
         ("option", "x"), ("option", "y"), ("option", "z"), ("option", "w"), ("option", "v"), ("main_option", "x")),
    toml("[tool.alembic]\nx = ['a', 5]\ny = [1.5]\nz = [true]\nw = {a = 1}\nv = [['a']]\nu = ['a', {b = 'c'}]\n",
         *(("option", name) for name in "xyzwvu")),
    toml("[tool.alembic]\nx = [{a = 'b'}, 'c']\ny = [{a = 'b'}, 5]\nz = [{a = 5}]\n",
         *(("option", name) for name in "xyz")),
    toml("[tool.alembic]\n" + "".join(
        f"k{n} = {json.dumps(text)}\n"
        for n, text in enumerate([
            "100%", "%(here)s%", "%(here)", "%(here", "%d", "%s", "%r", "%s %s", "%(here)s %s", "%s %(here)s", "%5%",
            "%(here)r", "%(here)d", "%(here)5.2s|", "%(here)f", "%(here)x", "%c", "%(here)c", "%y", "5% off", "%(a(b)c)s",
            "%*s", "%(here)ls", "é%é", "%(rev)s", "%%", "%%%", "%(here)-12s|", "%()s", "%a", "%(here)012s",
        ])
    ), *(("option", f"k{n}") for n in range(31))),
    toml("[tool.alembic]\n[[tool.alembic.post_write_hooks]]\nname = 'ruff'\ntype = 'exec'\nexecutable = '%(here)s/.venv'\n"
         "[[tool.alembic.post_write_hooks]]\nname = 'b'\ntype = 'module'\n", ("hooks",), ("hook_option", 1, "module")),
    toml("[[tool.alembic.post_write_hooks]]\ntype = 'exec'\n", ("hooks",)),
    toml("[[tool.alembic.post_write_hooks]]\nname = 'x'\n", ("hooks",), ("hook_type", 0)),
    toml("[[tool.alembic.post_write_hooks]]\nname = 'x'\noptions = '%(rev)s'\n", ("hooks",)),
    toml("[[tool.alembic.post_write_hooks]]\nname = 5\n", ("hooks",)),
    toml("[tool.alembic]\npost_write_hooks = []\n", ("hooks",)),
    toml("[tool.alembic]\na = '%(who)s'\n", ("option", "a"), arguments={"who": "me"}),
    # both
    {"files": {"alembic.ini": "[alembic]\nscript_location = ini\nsourceless = false\n[post_write_hooks]\n",
               "pyproject.toml": "[tool.alembic]\nscript_location = 'toml'\nsourceless = true\ntimezone = 'x'\n"
               "version_locations = ['t']\n[[tool.alembic.post_write_hooks]]\nname = 'n'\n"}, "calls": [SETTINGS]},
    {"files": {"alembic.ini": "[alembic]\nversion_locations =\nprepend_sys_path =\nfile_template =\n",
               "pyproject.toml": "[tool.alembic]\nscript_location = 'toml'\nversion_locations = ['t']\n"
               "prepend_sys_path = ['p']\nfile_template = 'f'\n"}, "calls": [SETTINGS]},
    {"files": {"sub/my.ini": "[alembic]\nscript_location = %(here)s/a\n"}, "ini": "sub/my.ini", "calls": [SETTINGS]},
    {"files": {"sub/my.ini": "[alembic]\nx = 1\nx = 2\n"}, "ini": "./sub//my.ini", "calls": [SETTINGS]},
    {"files": {"sub/my.ini": "[alembic]\nscript_location = %(here)s/a\n"}, "ini": "./sub/../sub/my.ini",
     "calls": [SETTINGS]},
    {"files": {"sub/pyproject.toml": "[tool.alembic]\nscript_location = '%(here)s'\n"}, "toml": "sub/pyproject.toml",
     "calls": [SETTINGS]},
    {"files": {}, "ini": "no such.ini", "calls": [SETTINGS, ("main_option", "x")]},
    {"files": {}, "ini": None, "toml": None, "calls": [SETTINGS, ("section", "alembic"), ("set_main_option", "a", "%(here)s"),
                                                       ("main_option", "a"), ("set_section_option", "s", "a", "1")]},
    {"files": {"alembic.ini/keep": ""}, "calls": [SETTINGS]},
]


def call(config, name, arguments):
    match name:
        case "main_option":
            return config.get_main_option(*arguments)
        case "section":
            return config.get_section(*arguments)
        case "section_option":
            return config.get_section_option(*arguments)
        case "option":
            return config.get_alembic_option(*arguments)
        case "set_main_option":
            return config.set_main_option(*arguments)
        case "set_section_option":
            return config.set_section_option(*arguments)
        case "remove_main_option":
            return config.remove_main_option(*arguments)
        case "revision_environment":
            return asbool(config.get_alembic_option("revision_environment"))
        case "hooks":
            return hooks(config.get_hooks_list())
        case "hook_type":
            hook = config.get_hooks_list()[arguments[0]]
            from alembic.script import write_hooks

            silenced = write_hooks.util.messaging.write_outstream
            write_hooks.util.messaging.write_outstream = lambda *_, **__: None
            try:
                return write_hooks._run_hooks("x", [hook])
            finally:
                write_hooks.util.messaging.write_outstream = silenced
        case "hook_option":
            from alembic.script.write_hooks import _get_required_option

            return _get_required_option(config.get_hooks_list()[arguments[0]], arguments[1])
        case "script_settings":
            return script_settings(config)
    raise AssertionError(name)


def hooks(found):
    return [
        {"name": hook["_hook_name"], "options": {key: hook[key] for key in hook if key != "_hook_name"}} for hook in found
    ]


def script_settings(config):
    taken = {}
    constructor = ScriptDirectory.__init__

    def take(self, directory, **given):
        taken.update(given, location=str(directory))

    ScriptDirectory.__init__ = take
    before = list(sys.path)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            ScriptDirectory.from_config(config)
            added = sys.path[: len(sys.path) - len(before)]
        finally:
            ScriptDirectory.__init__ = constructor
            sys.path[:] = before
    return {
        "location": taken["location"],
        "file_template": taken["file_template"],
        "truncate_slug_length": taken["truncate_slug_length"] or 40,
        "timezone": taken["timezone"],
        "prepend_sys_path": added,
        "version_locations": [str(Path(path)) for path in taken["version_locations"] or ()],
        "recursive_version_locations": taken["recursive_version_locations"],
        "sourceless": taken["sourceless"],
        "output_encoding": taken["output_encoding"],
        "post_write_hooks": hooks(taken["hooks"]),
        "deprecations": [[warning.lineno, str(warning.message)] for warning in caught],
    }


def config_case(case):
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        for name, text in case["files"].items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        os.chdir(folder)
        config = alembic_config.Config(
            case.get("ini", "alembic.ini"),
            case.get("toml", "pyproject.toml"),
            case.get("section", "alembic"),
            config_args=case.get("arguments", {}),
        )
        calls = []
        for name, *arguments in case["calls"]:
            result = outcome(lambda: call(config, name, arguments))
            result = json.loads(json.dumps(result).replace(folder, "<DIR>"))
            calls.append({"name": name, "arguments": arguments, **result})
        os.chdir("/")
    return {
        "files": case["files"],
        "ini": case.get("ini", "alembic.ini"),
        "toml": case.get("toml", "pyproject.toml"),
        "section": case.get("section", "alembic"),
        "arguments": case.get("arguments", {}),
        "calls": calls,
    }


# ---------------------------------------------------------------- which files

CHOOSE = [
    ([], None),
    ([], ""),
    ([], "other.ini"),
    ([], "sub/pyproject.toml"),
    ([], "pyproject.toml/"),
    (["a.ini"], "other.ini"),
    (["pyproject.toml"], "other.ini"),
    (["a.ini", "x/pyproject.toml"], None),
    (["x/pyproject.toml", "a.ini"], "y/pyproject.toml"),
    (["a.ini", "b.ini"], None),
    (["pyproject.toml", "x/pyproject.toml"], None),
    (["a.ini", "pyproject.toml", "b.ini"], None),
    (["my-pyproject.toml"], None),
    ([""], None),
]


def choose_case(indicated, variable):
    os.environ.pop("ALEMBIC_CONFIG", None)
    if variable is not None:
        os.environ["ALEMBIC_CONFIG"] = variable

    def choose():
        toml_name, ini_name = alembic_config.CommandLine()._inis_from_config(argparse.Namespace(config=indicated))
        return {"ini": ini_name, "toml": toml_name}

    return {"indicated": indicated, "variable": variable, **outcome(choose)}


# ---------------------------------------------------------------- database URLs

URLS = """
driver://user:pass@localhost/dbname
postgresql://scott:tiger@localhost:5432/app
postgresql+asyncpg://scott:ti%40ger@db.example.com/app
postgresql+psycopg2://scott@localhost
postgresql+psycopg://
postgresql:///app
postgresql://localhost
postgresql://localhost/
postgresql://:5432/app
postgresql://localhost:/app
postgresql://localhost:abc/app
postgresql://localhost:5_432/app
postgresql://localhost:+5432
postgresql://localhost:-1/x
postgresql://localhost: 5432 /x
postgresql://localhost:99999999/x
postgresql://u:p@[::1]:5432/app
postgresql://u:p@[fe80::1%25eth0]/app
postgresql://[::1/app
postgresql://[]/app
postgresql://[]]/app
postgresql://[a]b]:1/app
postgresql://[a]b:1/app
postgresql://u:p@ss@host/app
postgresql://u@a@host/app
postgresql://u:p/w@host/app
postgresql://u/x:p@host/app
postgresql://user:secret
postgresql://user:p#w?x@host/db
postgresql://us%20er:pass%2Fword%3A%25@host/db
postgresql://üser:pässwörd@höst/däta
postgresql://u:%C3%A9%FF%zz%@h/d
postgresql://u+v:a+b c@h/d+e f
postgresql://:pw@h/d
postgresql://u:@h/d
postgresql://@h/d
postgresql://:@h/d
postgresql://u:***@h/d
postgresql://h/d?sslmode=require&application_name=my+app
postgresql://h/d?host=a&host=b&port=1&host=c
postgresql:///d?host=/var/run/postgresql
postgresql://h/d?
postgresql://h/d?a
postgresql://h/d?a=
postgresql://h/d?=b
postgresql://h/d?a=b=c&&d=%26
postgresql://h/d?a=1;b=2
postgresql://h/d?z=1&a=2&Z=3&é=ü
postgresql://h?a=b
postgresql://?a=b
postgresql://h/a/b/c
postgresql://h//a
postgresql://h/d#frag
postgresql://h/d?options=-c%20search_path%3Dapp
postgresql://h1:1,h2:2/d
postgresql://h1,h2/d
sqlite://
sqlite:///
sqlite:///app.db
sqlite:////abs/app.db
sqlite:///./app.db?timeout=5
sqlite:///:memory:
sqlite+aiosqlite:///app.db
sqlite+pysqlite:///file:app.db?mode=ro&uri=true
sqlite:///C:\\path\\app.db
sqlite://app.db
sqlite:/app.db
mysql+pymysql://u:p@h:3306/d?charset=utf8mb4
mariadb+pymysql://h/d
mysql+aiomysql://h/d
mssql+pyodbc://h/d
oracle://h/d
postgres://u:p@h/d
postgresql+foo://h/d
POSTGRESQL://h/d
postgresql-psycopg2://h/d
postgresql+psycopg2:/h/d
postgresql
://h/d
+://h
a_b://h
ä+1://h
"postgresql://h/d"
postgresql://u:p@h/d trailing
cockroachdb://u:p@h/d
driver+x://h
""".strip("\n").split("\n") + ["", " postgresql://h", "postgresql://h/d ", "postgresql://h/d\n", "a://h/d?x=1\ny=2",
                              "a\n://h", "a://h\nx/d"]


def url_case(text):
    def read():
        url = make_url(text)
        return {
            "driver_name": url.drivername,
            "username": url.username,
            "password": url.password,
            "host": url.host,
            "port": url.port,
            "database": url.database,
            "query": {key: list(values) for key, values in url.normalized_query.items()},
            "hidden": url.render_as_string(hide_password=True),
            "shown": url.render_as_string(hide_password=False),
            "backend": url.get_backend_name(),
            "dialect": outcome(lambda: (lambda dialect: [dialect.name, dialect.driver])(url.get_dialect())),
        }

    return {"text": text, **outcome(read)}


# ---------------------------------------------------------------- .env

DOTENV = [
    "", "\n\n", "A=1", "A=1\n", "A = 1\n", " A=1\n", "\tA\t=\t1\t\n", "export A=1\n", "export  A = 1\n", "export\n",
    "export=1\n", "exportA=1\n", "export A\n", "A\n", "A \n", "A # c\n", "A=\n", "A= \n", "A=#x\n", "A= #x\n", "A=x#y\n",
    "A=x #y\n", "A=x\t# y # z\n", "# c\n", "  # c\nA=1\n", "A=1 2  3  \n", "A='1'\n", "A=\"1\"\n", "A='1' # c\n",
    "A='1'#c\n", "A='1' x\nB=2\n", "A=\"a\\nb\\t\\\"q\\\" \\\\ \\' \\x \\a\"\n", "A='a\\nb \\' \\\\ \"'\n",
    "A=\"line1\nline2\"\nB=2\n", "A='line1\n\n# no comment\nline2' # c\nB=2\n", "A=\"open\nB=2\n", "A='open\nB=2\n",
    "A=a\"b\"\n", "A=a'b c'd\n", "'A'=1\n", "'A B'=1\n", "''=1\n", "'A=1\nB=2\n", "\"A\"=1\n", "A B=1\nC=2\n", "=1\nA=2\n",
    "A==1\n", "A=b=c\n", "A.b-c=1\n", "Ä=ö\n", "A=1\r\nB=2\r\n", "A=1\rB=2\r", "A=\"x\r\ny\"\r\nB=1", "\ufeffA=1\n",
    "A=1\nA=2\nB=3\n", "A=1\nB=${A}\nC=${B}-${A}\n", "A=${HOME_DIR}\n", "A=${NOPE}\n", "A=${NOPE:-dflt}\n",
    "A=${HOME_DIR:-dflt}\n", "A=${NOPE:-}\n", "A=${NOPE:-a:b-c}\n", "A=$HOME_DIR\n", "A='${HOME_DIR}'\n",
    "A=\"${HOME_DIR}/x\"\n", "A=${HOME_DIR\n", "A=${A}\n", "A=${SHARED}\nSHARED=file\nB=${SHARED}\n",
    "SHARED=file\nB=${SHARED}\n", "A=${X:=1}${HOME_DIR}\n", "A=${${HOME_DIR}}\n", "A=${}\n", "A\nB=${A}\n", "A=${EMPTY:-d}\n",
    "DATABASE_URL=postgresql+asyncpg://u:p%40ss@h:5432/d?a=b#c\n", "DATABASE_URL=\"postgres://u:p#w@h/d\" # prod\n",
    "A=\\n\n", "A=é\xa0#c\n", "A=1\x0b\n", "A=\u3000x\n", "A=1\nbad line here\nB=2\n'\nC=3\n", "A: 1\nB=2\n",
    "A=\"a\\\\\"\nB=2\n", "A='a\\\\'\nB=2\n", "A=\"\"\n", "A=''\n", "A=\"a\" \"b\"\nB=1\n", "export 'A'=1\n", "A=1;B=2\n",
    "  \n  A=1\n\n\n  B=2", "A=`cmd`\n", "A=$(cmd)\n", "A=x\\\nB=y\n", "A=\"\\u00e9 \\$ \\r\"\n", "A=1\n   bad bad\nB=2",
]

DOTENV_VARIABLES = {"HOME_DIR": "/home/me", "SHARED": "environment", "EMPTY": ""}


def dotenv_case(text):
    bindings = list(parse_stream(io.StringIO(text, newline="")))
    pairs = [(binding.key, binding.value) for binding in bindings if binding.key is not None]
    return {
        "text": text,
        "pairs": pairs,
        "wrong_lines": [binding.original.line for binding in bindings if binding.error],
        "file_first": list(resolve_variables(pairs, override=True).items()),
        "environment_first": list(resolve_variables(pairs, override=False).items()),
    }


# ---------------------------------------------------------------- logging sections

TEMPLATE = """[loggers]
keys = root,sqlalchemy,alembic
[handlers]
keys = console
[formatters]
keys = generic
[logger_root]
level = WARNING
handlers = console
qualname =
[logger_sqlalchemy]
level = WARNING
handlers =
qualname = sqlalchemy.engine
[logger_alembic]
level = INFO
handlers =
qualname = alembic
[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic
[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
datefmt = %H:%M:%S
"""


def changed(*changes):
    text = TEMPLATE
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    return text


LOGGING = [
    TEMPLATE,
    "[alembic]\n",
    changed(("sys.stderr", "sys.stdout")),
    changed(("(sys.stderr,)", "()")),
    changed(("args = (sys.stderr,)\n", "")),
    changed(("class = StreamHandler\nargs = (sys.stderr,)", "class = logging.StreamHandler\nargs = ( sys.stdout , )")),
    changed(("class = StreamHandler\nargs = (sys.stderr,)", "class = FileHandler\nargs = ('/tmp/x.log', 'w')")),
    changed(("class = StreamHandler\nargs = (sys.stderr,)", "class = NullHandler\nargs = ()")),
    changed(("class = StreamHandler\nargs = (sys.stderr,)", "class = handlers.RotatingFileHandler\nargs = ('/tmp/x.log',)")),
    changed(("class = StreamHandler\n", "")),
    changed(("level = INFO", "level = DEBUG")),
    changed(("level = INFO", "level = info")),
    changed(("level = INFO", "level = 10")),
    changed(("level = INFO\n", "")),
    changed(("level = NOTSET", "level = ERROR")),
    changed(("level = NOTSET", "level = LOUD")),
    changed(("level = WARNING\nhandlers = console", "level = FATAL\nhandlers = console")),
    changed(("formatter = generic", "formatter = nope")),
    changed(("formatter = generic", "formatter =")),
    changed(("formatter = generic\n", "")),
    changed(("handlers = console\nqual", "handlers = console, nope\nqual")),
    changed(("handlers = console\nqualname =\n", "")),
    changed(("keys = root,sqlalchemy,alembic", "keys = sqlalchemy,alembic")),
    changed(("keys = root,sqlalchemy,alembic", "keys = alembic , root")),
    changed(("keys = root,sqlalchemy,alembic", "keys = root,missing")),
    changed(("keys = console", "keys = console,")),
    changed(("keys = console", "keys =")),
    changed(("keys = generic", "keys =")),
    changed(("[formatters]\nkeys = generic\n", "")),
    changed(("[formatters]\nkeys = generic\n", "[formatters]\n")),
    changed(("[formatter_generic]", "[formatter_other]")),
    changed(("qualname = alembic\n", "qualname = alembic\npropagate = 0\n")),
    changed(("qualname = alembic\n", "qualname = alembic\npropagate = 2\n")),
    changed(("qualname = alembic\n", "qualname = alembic\npropagate = no\n")),
    changed(("qualname = alembic\n", "")),
    changed(("level = INFO\nhandlers =\n", "level = INFO\n")),
    changed(("level = INFO\nhandlers =\n", "level = INFO\nhandlers = console\n")),
    changed(("datefmt = %H:%M:%S\n", "")),
    changed(("datefmt = %H:%M:%S\n", "datefmt =\n")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = {message}\nstyle = {")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = $message\nstyle = $")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = hello")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = hello %(message)")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = %(x)*.3D %(message)")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s", "style = !")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s\n", "")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format =")),
    changed(("level = INFO", "level = %(lvl)s")),
    changed(("level = INFO", "lvl = ERROR\nlevel = %(lvl)s")),
    changed(("keys = console", "keys = console,file"), ("[formatter_generic]", "[handler_file]\nclass=FileHandler\nargs=('/tmp/x.log',)\nlevel=ERROR\n[formatter_generic]")),
    "[DEFAULT]\nlevel = ERROR\n" + changed(("level = INFO\n", ""), ("level = NOTSET\n", "")),
]


def logging_case(text):
    root = logging.getLogger()
    for name in list(root.manager.loggerDict):
        del root.manager.loggerDict[name]
    root.handlers.clear()
    root.setLevel(logging.WARNING)
    with tempfile.NamedTemporaryFile("w", suffix=".ini", delete=False) as file:
        file.write(text)

    def describe(logger, name):
        return {
            "name": name,
            "level": logging.getLevelName(logger.level),
            "handlers": [
                {
                    "class": type(handler).__name__,
                    "level": logging.getLevelName(handler.level),
                    "destination": destination(handler),
                    "format": handler.formatter and handler.formatter._fmt,
                    "datefmt": handler.formatter and (handler.formatter.datefmt or None),
                }
                for handler in logger.handlers
            ],
            "propagate": bool(logger.propagate),
        }

    def read():
        logging.config.fileConfig(file.name)
        names = [name for name, logger in root.manager.loggerDict.items() if isinstance(logger, logging.Logger)]
        return [describe(root, None), *(describe(logging.getLogger(name), name) for name in names)]

    result = outcome(read)
    for logger in [root, *root.manager.loggerDict.values()]:
        for handler in list(getattr(logger, "handlers", ())):
            logger.removeHandler(handler)
            if isinstance(handler, logging.FileHandler):
                handler.close()
    os.unlink(file.name)
    return {"text": text, **result}


def destination(handler):
    if isinstance(handler, logging.FileHandler):
        return ["file", handler.baseFilename, handler.mode] if type(handler) is logging.FileHandler else None
    if isinstance(handler, logging.StreamHandler):
        return ["stderr" if handler.stream is sys.stderr else "stdout"]
    return ["nowhere"]


# ---------------------------------------------------------------- PYTHONWARNINGS

WARNINGS = [
    "", "default", "always", "all", "ignore", "error", "d", "e", "on", "nonsense", "default::DeprecationWarning",
    "default::UserWarning", "error::Warning", "default,ignore", "ignore,default", "default::DeprecationWarning:alembic.config",
    "default::DeprecationWarning:alembic", "default:No path", "default:no PATH", "default:path", "default::::604",
    "default::::605", "default::::x", "a:b:c:d:e:f", " default ", "::DeprecationWarning", "error,bad::x::y", "module", "once", "error,", ",,", "error, ", "error: ",
]


def warnings_case(text):
    with warnings.catch_warnings(record=True) as caught:
        warnings.resetwarnings()
        warnings.simplefilter("ignore", DeprecationWarning)
        silenced, sys.stderr = sys.stderr, io.StringIO()
        try:
            # The interpreter leaves empty parts of the variable out.
            warnings._processoptions([part for part in text.split(",") if part])
        finally:
            sys.stderr = silenced
        try:
            message = (
                "No path_separator found in configuration; falling back to legacy splitting on spaces, commas, and "
                "colons for prepend_sys_path.  Consider adding path_separator=os to Alembic config."
            )
            warnings.warn_explicit(message, DeprecationWarning, "config.py", 604, "alembic.config", registry={})
            action = "show" if caught else "ignore"
        except DeprecationWarning:
            action = "raise"
    return {"text": text, "action": action}


def main():
    os.environ.update(DOTENV_VARIABLES)
    for name in ("NOPE", "A", "X"):
        os.environ.pop(name, None)
    recorded = {
        "ini": [ini_case(text) for text in INI],
        "config": [config_case(case) for case in CONFIG],
        "choose": [choose_case(*case) for case in CHOOSE],
        "urls": [url_case(text) for text in URLS],
        "dotenv": [dotenv_case(text) for text in DOTENV],
        "logging": [logging_case(text) for text in LOGGING],
        "warnings": [warnings_case(text) for text in WARNINGS],
    }
    lines = ["{"]
    for index, (kind, cases) in enumerate(recorded.items()):
        lines.append(f' "{kind}": [')
        lines.append(",\n".join("  " + json.dumps(case) for case in cases))
        lines.append(" ]" + ("," if index + 1 < len(recorded) else ""))
    lines.append("}")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
