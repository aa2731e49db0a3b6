"""Records what squawk (pip install squawk-cli) says of every statement of statements.py, all of its rules on.

Statements run as a migration does: in a transaction that the tool has begun (--assume-in-transaction), and once outside of
one, as in an autocommit_block().
"""

import json
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from statements import STATEMENTS  # noqa: E402

SQUAWK = sys.argv[1] if len(sys.argv) > 1 else "squawk"


def verdict(statement, in_transaction):
    words = [SQUAWK, "--reporter", "json", "--pg-version", "15"]
    if in_transaction:
        words.append("--assume-in-transaction")
    run = subprocess.run(words, input=statement + ";\n", capture_output=True, text=True)
    return sorted({violation["rule_name"] for violation in json.loads(run.stdout or "[]")})


def main():
    if shutil.which(SQUAWK) is None:
        print("squawk is not installed: its recording is left as it is")
        return
    version = subprocess.run([SQUAWK, "--version"], capture_output=True, text=True).stdout.strip()
    cases = [
        {"sql": sql, "in_transaction": verdict(sql, True), "outside": verdict(sql, False)} for sql in STATEMENTS
    ]
    lines = ",\n".join(json.dumps(case) for case in cases)
    text = '{"version": %s, "cases": [\n%s\n]}\n' % (json.dumps(version), lines)
    (pathlib.Path(__file__).parent / "squawk.json").write_text(text)


main()
