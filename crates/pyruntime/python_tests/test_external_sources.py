"""What the external Python is handed: sources for CPython 3.9 to 3.14, and whole where a shim is replaced."""

import ast
import os
import unittest

from alembic_support import SHIMS

EXTERNAL = os.path.join(os.path.dirname(SHIMS), "external")

# As in `build.rs`.
OF_BOTH = ("_environment.py", "_host.py", "_proxies.py", "_waiting.py", "sqlalchemy/_from_wire.py")

# Gone from the standard library between 3.9 and 3.14.
REMOVED = set(
    "_bootlocale aifc asynchat asyncore audioop binhex cgi cgitb chunk crypt distutils formatter imghdr imp lib2to3"
    " mailcap msilib nis nntplib ossaudiodev parser pipes smtpd sndhdr spwd sunau symbol telnetlib uu xdrlib".split()
)
# Not yet there in 3.9.
LATER = {"annotationlib", "compression", "tomllib"}


def sources():
    """The files that `build.rs` collects, by the path under which the external Python has them."""
    found = {}
    for root, folder in ((SHIMS, os.path.join(SHIMS, "alembic")), (EXTERNAL, EXTERNAL)):
        for place, _, names in os.walk(folder):
            for name in names:
                if name.endswith(".py"):
                    path = os.path.join(place, name)
                    dotted = os.path.relpath(path, root)
                    if dotted in found:
                        found[dotted.replace(".py", "_of_shim.py")] = found[dotted]
                    found[dotted] = path
    found.update({name: os.path.join(SHIMS, name) for name in OF_BOTH})
    return found


def parsed():
    for name, path in sorted(sources().items()):
        with open(path, encoding="utf-8") as file:
            yield name, ast.parse(file.read(), name, feature_version=(3, 9))


def imports(tree):
    """(node, package) of every import that names a module of its own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node, node.module.partition(".")[0]


def runs_only_if_it_can(tree, wanted):
    """Whether an import stands in a `try` that catches ImportError."""
    for node in ast.walk(tree):
        caught = [handler.type.id for handler in getattr(node, "handlers", ()) if isinstance(handler.type, ast.Name)]
        if "ImportError" in caught and any(inner is wanted for part in node.body for inner in ast.walk(part)):
            return True
    return False


def names_of(tree):
    """What a module defines or imports at its top level."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


class Sources(unittest.TestCase):
    def test_the_oldest_python_can_parse_them(self):
        names = [name for name, _ in parsed()]
        self.assertIn("alembic/_lower_of_shim.py", names)
        self.assertIn("boot.py", names)
        for name, tree in parsed():
            for node in ast.walk(tree):
                # `feature_version` lets these pass.
                later = getattr(ast, "TryStar", ()), getattr(ast, "Match", ()), getattr(ast, "TypeAlias", ())
                self.assertFalse(any(kind and isinstance(node, kind) for kind in later), "%s: %s" % (name, node))
                for call in (node,) if isinstance(node, ast.Call) else ():
                    keywords = {keyword.arg for keyword in call.keywords}
                    named = getattr(call.func, "id", None)
                    self.assertFalse(named == "zip" and "strict" in keywords, "%s, line %d" % (name, node.lineno))
                    self.assertFalse(named in ("aiter", "anext"), "%s, line %d" % (name, node.lineno))

    def test_annotations_that_are_evaluated_are_of_the_oldest_python(self):
        for name, tree in parsed():
            for node in ast.walk(tree):
                for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
                    for part in ast.walk(annotation) if annotation is not None else ():
                        is_union = isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitOr)
                        self.assertFalse(is_union, "%s, line %d: `A | B`" % (name, node.lineno))

    def test_every_python_has_what_they_import(self):
        for name, tree in parsed():
            for node, package in imports(tree):
                if package in REMOVED | LATER and not runs_only_if_it_can(tree, node):
                    self.fail("%s, line %d: %s" % (name, node.lineno, package))

    def test_what_goes_before_a_shim_has_every_name_that_is_imported_of_it(self):
        trees = dict(parsed())
        replaced = {name for name in trees if name.replace(".py", "_of_shim.py") in trees}
        self.assertIn("alembic/_lower.py", replaced)
        for name, tree in trees.items():
            package = name.split("/")[:-1]
            for node in ast.walk(tree):
                if not isinstance(node, ast.ImportFrom) or not node.level:
                    continue
                base = package[: len(package) - node.level + 1]
                file = "/".join(base + (node.module or "").split(".")) + ".py"
                if file in replaced:
                    lacking = {alias.name for alias in node.names} - set(names_of(trees[file])) - {"*"}
                    self.assertFalse(lacking, "%s, line %d: %s lacks them" % (name, node.lineno, file))

    def test_what_is_read_of_the_lowering_is_there(self):
        trees = dict(parsed())
        known = set(names_of(trees["alembic/_lower.py"]))
        for name, tree in trees.items():
            # What only stands behind its replacement is read by that alone.
            for node in ast.walk(tree) if not name.endswith("_of_shim.py") else ():
                if isinstance(node, ast.Attribute) and getattr(node.value, "id", None) == "_lower":
                    self.assertIn(node.attr, known, "%s, line %d" % (name, node.lineno))


if __name__ == "__main__":
    unittest.main()
