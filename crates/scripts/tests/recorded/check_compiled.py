"""Runs the Python that Limbeck made of the templates and compares the text with what the real Mako gave.

    python check_compiled.py

Needs Python 3.11 or newer and nothing else but alembic (for the `comma` filter). compiled/*.txt are the snapshots
that the Rust test keeps; the prelude comes from the sources.
"""

import json
import pathlib
import sys

from record_templates import HERE, rendered, sets

PRELUDE = (HERE / "../../src/template/prelude.py").read_text().rstrip() + "\n"


def main():
    goldens = json.loads((HERE / "rendered.json").read_text())
    wrong = 0
    for name, expected in goldens.items():
        source = PRELUDE + (HERE / "compiled" / (name + ".txt")).read_bytes().decode()
        module = {"__name__": name}
        exec(compile(source, name + ".py", "exec"), module)
        for variables, values in sets().items():
            text = rendered(lambda: module["render"](values))
            if text != expected[variables]:
                wrong += 1
                print(f"--- {name} with {variables}\nexpected {expected[variables]!r}\nfound    {text!r}")
    print(f"{len(goldens)} templates, {wrong} differences")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
