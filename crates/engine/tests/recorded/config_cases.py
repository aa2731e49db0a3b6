"""Settings files, and what alembic's Config and ScriptDirectory take from them."""

import json
import os
import sys
import tempfile
import warnings
from pathlib import Path

from alembic import config as alembic_config
from alembic.script import ScriptDirectory
from alembic.util import asbool

from outcome import outcome

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
