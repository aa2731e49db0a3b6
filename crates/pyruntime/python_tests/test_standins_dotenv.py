"""`dotenv`, `decouple` and `environs` against the real ones."""

import unittest

from standins import StandInTest

TEXTS = r"""
A=1|B = 2|C='x y'|D="x\ty\n"|E='it\'s'|F="a \"q\" \\ \z"|G=a # comment|H=a#b|I= # empty|J=#novalue|K=|L|export M=1
export	N = 2|exportO=1|P="unterminated|Q='a' trailing|'quoted key'=1|''=1|=novalue|R=${A}|S=${A}-${NOPE:-dflt}${NOPE}|T=${A:x}
U="${HOME_X}"|V='${A}'|W=a\nb|X="multi\nline"|Y=ünï|  Z  =  spaced out  |A1="x"#c|A2="x" # c|A3='x'y|# comment|A4=$A|A5=${A|A6=a=b=c
A7=postgresql+asyncpg://u:p%40ss@localhost:5432/db?x=1|A8="a'b"|A9='a"b'|B1=\"x\"|B2=a\ # b|B3="a${A}b\${A}"|B.4=1|B-5=2|B6 7=8|B8="\\n"
""".strip().replace("\n", "|").split("|")


class DotEnv(StandInTest):
    def test_statements(self):
        code = """
        import logging, sys, io, os; logging.basicConfig(stream=sys.stdout, format="%(name)s %(levelname)s %(message)s")
        from dotenv import dotenv_values
        for i in (True, False): print(dict(dotenv_values("x.env", interpolate=i)))
        text = open("x.env", newline="").read()
        for n in ("\\n", "\\r\\n", "\\r"): print(dict(dotenv_values(stream=io.StringIO(text.replace("\\n", n), newline=""))))
        for line in text.split("\\n"): print(repr(line), dict(dotenv_values(stream=io.StringIO(line))))
        """
        self.check_same(code, {"x.env": "\n".join(TEXTS)}, {"HOME_X": "/home/x", "A": "env"})
        self.check_same(code, {"x.env": "\ufeffA=1\n\n\nB=\"1\n2\n\n3\" # c\n\n  \t\nC='\n'\nD=\"\nE=5\n"})

    def test_loading(self):
        code = """
        import os, io
        from dotenv import load_dotenv, find_dotenv, get_key
        for call in (lambda: load_dotenv(), lambda: load_dotenv("x/.env"), lambda: load_dotenv("x/.env", override=True), lambda: load_dotenv("nope"),
                     lambda: load_dotenv(stream=io.StringIO("S=1\\nT=${S}${A}")), lambda: load_dotenv(dotenv_path=".env.local", encoding="latin-1"),
                     lambda: find_dotenv(), lambda: find_dotenv(usecwd=True), lambda: find_dotenv(".nope"), lambda: find_dotenv("x.py"),
                     lambda: find_dotenv(".nope", raise_error_if_not_found=True), lambda: get_key("x/.env", "A"), lambda: get_key("x/.env", "NOPE")):
            try: print(call(), {k: v for k, v in os.environ.items() if len(k) == 1})
            except Exception as e: print(type(e).__name__, e)
        import x.y.z
        os.environ["PYTHON_DOTENV_DISABLED"] = "1"; print(load_dotenv())
        """
        files = {
            ".env": "A=root\nB=${A}",
            "x/.env": "A=inner\nC=${A}\nD",
            ".env.local": "E=\u00e9",
            "x/y/z.py": "from dotenv import find_dotenv\nprint(find_dotenv())",
            "x/__init__.py": "",
        }
        self.check_same(code, files, {"B": "already"})

    def test_writing(self):
        self.check_same(
            """
            from dotenv import set_key, unset_key
            import os
            for call in (lambda: set_key("a.env", "A", "it's"), lambda: set_key("a.env", "B", "x y", "auto"), lambda: set_key("a.env", "C", "xy", quote_mode="auto", export=True),
                         lambda: set_key("a.env", "A", "b\\\\c", "never"), lambda: unset_key("a.env", "B"), lambda: unset_key("a.env", "B"), lambda: unset_key("b.env", "B"),
                         lambda: set_key("new.env", "N", "1"), lambda: set_key("a.env", "X", "y", "what")):
                try: print(call())
                except Exception as e: print(type(e).__name__, e)
                print([(n, open(n).read()) for n in sorted(os.listdir(".")) if n.endswith("env")])
            """,
            {"a.env": "# head\nA=1 # one\nZ=last"},
        )


class Decouple(StandInTest):
    CODE = """
    import os
    from decouple import config, Csv, Choices, UndefinedValueError, Config, RepositoryEnv, RepositoryIni, AutoConfig, undefined
    for call in (lambda: config("A"), lambda: config("B", cast=bool), lambda: config("C", default=5, cast=int), lambda: config("NOPE"),
                 lambda: config("L", cast=Csv()), lambda: config("L", cast=Csv(int, post_process=tuple)), lambda: config("E", default=""), lambda: config("E", cast=bool),
                 lambda: config("Q"), lambda: config("A", cast=Choices(["x", "y"])), lambda: config("A", cast=Choices(["1"])), lambda: config("A", cast=bool),
                 lambda: config("X", default=None, cast=Csv()), lambda: config("A", cast=int), lambda: config("URL"), lambda: config("BAD", cast=bool),
                 lambda: Config(RepositoryEnv("other.env"))("O"), lambda: Config(RepositoryIni("other.ini"))("I", cast=int), lambda: AutoConfig("sub")("A"), lambda: config.get("A"),
                 lambda: config("ENVIRONMENT")):
        try: print(repr(call()))
        except Exception as e: print(type(e).__name__, e)
    """
    FILES = {
        ".env": "A=1\nB=true\nL=1, 2,'3'\nE=\nQ='quoted'\nURL = postgresql://u:p@h/d?x=y\n# no\nBAD=maybe",
        "other.env": 'O="o"',
        "other.ini": "[settings]\nI = 7\nP=%(I)s",
        "sub/settings.ini": "[settings]\nA = from ini",
    }

    def test_env_and_ini_files(self):
        self.check_same(self.CODE, self.FILES, {"ENVIRONMENT": "test"})
        self.check_same(self.CODE, {**self.FILES, "settings.ini": "[settings]\nA=ini\nB=off"})
        self.check_same(self.CODE, {"other.env": "", "other.ini": "[settings]\n"})


class Environs(StandInTest):
    CODE = """
    import decimal, enum, os
    from environs import Env, EnvError, ValidationError
    class Colour(enum.Enum): RED = "r"; BLUE = "b"
    def positive(n):
        if n < 0: raise ValidationError("Too small.")
    env = Env(); print(env.read_env(), env.read_env("nope.env"), env)
    lazy = Env(eager=False); lazy.read_env(".env"); lazy.int("TEXT"); lazy.str("NOPE")
    wide = Env(expand_vars=True); wide.read_env()
    @env.parser_for("twice")
    def twice(text, times=2): return text * times
    def prefixed():
        with env.prefixed("DB_"): return env("HOST"), env.int("PORT"), env.str("NOPE", "x")
    for call in (lambda: env("A"), lambda: env.str("A"), lambda: env.int("A"), lambda: env.bool("YES"), lambda: env.bool("A"), lambda: env.int("TEXT"),
                 lambda: env.float("F"), lambda: env.decimal("F"), lambda: env.bool("TEXT"), lambda: env.list("L"), lambda: env.list("L", subcast=int),
                 lambda: env.list("WORDS", subcast=int), lambda: env.list("EMPTY"), lambda: env.dict("D"), lambda: env.dict("D", subcast_values=int),
                 lambda: env.json("J"), lambda: env.json("TEXT"), lambda: env.date("DAY"), lambda: env.uuid("TEXT"), lambda: env.path("TEXT"), lambda: env.log_level("LEVEL"),
                 lambda: env.timedelta("PERIOD"), lambda: env.url("URL").hostname, lambda: env.url("BARE"), lambda: env.enum("COLOUR", enum=Colour), lambda: env.enum("TEXT", enum=Colour),
                 lambda: env.int("A", validate=positive), lambda: env.int("MINUS", validate=[positive]), lambda: env("NOPE"), lambda: env("NOPE", None), lambda: env.int("NOPE", "5"),
                 prefixed, lambda: env.twice("TEXT"), lambda: env.twice("NOPE"), lambda: wide("WIDE"), lambda: wide.str("WHOLE"), lambda: wide.str("ELSE"), lambda: wide("MISSING"),
                 lambda: env("ENVIRONMENT"), lambda: lazy.seal(), lambda: lazy("A"), lambda: env.nope("A")):
        try: print(repr(call()))
        except Exception as e: print(type(e).__name__, isinstance(e, EnvError), e)
    """
    FILES = {
        ".env": "A=1\nYES=on\nTEXT=some text\nF=1.50\nL=1,2, 3\nWORDS=1,x\nEMPTY=\nD=a=1, b=2\nJ={\"k\": [1]}\nDAY=2024-02-29\nLEVEL=warning\n"
        "PERIOD=1h 30m\nURL=https://h.example:1/p\\nBARE=https://h/\nCOLOUR=BLUE\nMINUS=-1\nDB_HOST=db\nDB_PORT=5432\nENVIRONMENT=file\nWIDE='${A}-${NONE:-x}'\nWHOLE='${A}'\n"
        "ELSE='${NONE:-else}'\nMISSING='${NONE}'"
    }

    def test_variables_are_read_and_cast(self):
        self.check_same(self.CODE, self.FILES, {"ENVIRONMENT": "test"})

    def test_what_is_read_from_a_file_is_in_the_environment_as_up_to_version_14(self):
        code = "import os\nfrom environs import env\nenv.read_env()\nprint(os.environ['A'], os.environ['B'])"
        self.check_prints("1 set\n", code, {".env": "A=1\nB=2"}, {"B": "set"})


if __name__ == "__main__":
    unittest.main()
