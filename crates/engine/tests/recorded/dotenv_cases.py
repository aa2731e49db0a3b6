"""Texts of .env files and what python-dotenv reads from them."""

import io

from dotenv.main import resolve_variables
from dotenv.parser import parse_stream

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
