"""`dotenv` and `decouple` against the real ones."""

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


if __name__ == "__main__":
    unittest.main()
