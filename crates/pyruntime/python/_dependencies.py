"""Whether the project's own files name a package among its dependencies."""

import os
import re

# Names of distributions differ from those of their packages in such ways.
_VARIANTS = ("%s", "python-%s", "%s-python", "py%s")
_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
# A quoted name in `setup.py`, and a line of `setup.cfg`; other names of these files are not dependencies.
_WITH_VERSION = re.compile(r"(?m)(?:[\"']|^\s+)([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?\s*(?:[<>=!~]=?|@)")
_FOLDERS_ABOVE = 3


def declares(folders, package):
    """Whether a file of these folders, or of those above them in the same project, asks for the package."""
    wanted = {_normal(variant % package) for variant in _VARIANTS}
    return any(not wanted.isdisjoint(_names_of(folder)) for folder in _with_those_above(folders))


def _normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def _with_those_above(folders):
    seen = []
    for folder in folders:
        folder = os.path.abspath(folder)
        for _ in range(_FOLDERS_ABOVE + 1):
            if folder not in seen:
                seen.append(folder)
            if os.path.exists(os.path.join(folder, ".git")) or os.path.dirname(folder) == folder:
                break
            folder = os.path.dirname(folder)
    return seen


_read = {}


def _names_of(folder):
    found = _read.get(folder)
    if found is None:
        found = _read[folder] = {_normal(name) for name in _written(folder)}
    return found


def _written(folder):
    try:
        files = sorted(os.listdir(folder))
    except OSError:
        return
    for name in files:
        path = os.path.join(folder, name)
        if name in ("pyproject.toml", "Pipfile"):
            yield from _of_toml(path)
        elif name in ("setup.py", "setup.cfg"):
            yield from _WITH_VERSION.findall(_text(path))
        elif name.endswith((".txt", ".in")) and "require" in name:
            yield from _of_lines(_text(path))
        elif name == "requirements" and os.path.isdir(path):
            for inner in sorted(os.listdir(path)):
                if inner.endswith((".txt", ".in")):
                    yield from _of_lines(_text(os.path.join(path, inner)))


def _text(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _of_lines(text):
    for line in text.splitlines():
        found = _NAME.match(line)
        if found is not None:
            yield found[1]


def _of_toml(path):
    import tomllib

    try:
        table = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError:
        return
    project, tool = table.get("project", {}), table.get("tool", {})
    poetry, others = tool.get("poetry", {}), (tool.get("uv", {}), tool.get("pdm", {}))
    lists = [project.get("dependencies"), *project.get("optional-dependencies", {}).values()]
    lists += [*table.get("dependency-groups", {}).values(), *(one.get("dev-dependencies") for one in others)]
    lists += [poetry.get("dependencies"), poetry.get("dev-dependencies"), table.get("packages"), table.get("dev-packages")]
    lists += [group.get("dependencies") for group in poetry.get("group", {}).values()]
    for one in lists:
        yield from _of_lines("\n".join(entry for entry in _flat(one) if isinstance(entry, str)))


def _flat(entries):
    """A list of requirements, a table by their names, or groups of lists."""
    for entry in entries or ():
        inner = entries[entry] if isinstance(entries, dict) else None
        yield from inner if isinstance(inner, list) else (entry,)
