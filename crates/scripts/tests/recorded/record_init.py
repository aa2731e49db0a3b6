"""Runs the real `alembic init` with every template and records what it prints and writes: init.json.

    python record_init.py

Of the files only what has an effect is kept: no comments, no docstrings, no empty lines.
"""

import ast
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
ALEMBIC = pathlib.Path(sys.executable).parent / "alembic"
RUNS = [
    ["init", "alembic"],
    ["init", "alembic"],
    ["init", "other"],
    ["init", "--package", "packaged"],
    ["init", "deep/er/"],
    ["init", "./dotted"],
]


def effective(file):
    text = file.read_text()
    if file.suffix == ".py":
        return ast.unparse(without_docstrings(ast.parse(text))).splitlines()
    if file.name == "README":
        return text.splitlines()[:1]
    if file.suffix == ".mako":
        return [line for line in text.splitlines() if not line.startswith("##")]
    return [line.rstrip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def without_docstrings(tree):
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            body.pop(0)
    return tree


def run(folder, template, arguments):
    command = [ALEMBIC, *arguments[:1], "-t", template, *arguments[1:]]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return {"arguments": arguments, "stdout": done.stdout.replace(str(folder), "<PROJ>"), "exit": done.returncode}


def main():
    recorded = {}
    for template in ["generic", "async", "multidb", "pyproject", "pyproject_async"]:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            runs = [run(folder, template, arguments) for arguments in RUNS]
            files = sorted(file for file in folder.rglob("*") if file.is_file())
            contents = {str(file.relative_to(folder)): effective(file) for file in files}
            recorded[template] = {"runs": runs, "files": contents}
    listing = subprocess.run([ALEMBIC, "list_templates"], capture_output=True, text=True).stdout
    (HERE / "init.json").write_text(json.dumps({"list_templates": listing, "templates": recorded}, indent=1) + "\n")


if __name__ == "__main__":
    main()
