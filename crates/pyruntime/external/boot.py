"""What `python -c` runs in the child process: takes the modules that the host sends, and starts them.

Any Python reads this file, so that one that is too old can say so.
"""

import json
import os
import sys


def boot():
    talk, lifeline = int(sys.argv[1]), int(sys.argv[2])
    if sys.path and sys.path[0] == "":
        # `-c` puts the current folder first; the project's settings say whether it is searched.
        del sys.path[0]
    if sys.version_info < (3, 9):
        message = "%s is Python %d.%d; Limbeck works with 3.9 and later" % ((sys.executable,) + sys.version_info[:2])
        os.write(talk, (json.dumps({"refused": {"message": message}}) + "\n").encode("utf-8"))
        os._exit(1)
    # What scripts start must not hold the port open.
    os.set_inheritable(talk, False)
    os.set_inheritable(lifeline, False)
    # Not a socket object: some libraries change the module and what it has made.
    reader = open(talk, "rb", closefd=False)
    given = json.loads(reader.readline().decode("utf-8"))
    sys.argv[:] = given["arguments"]

    class Finder:
        """Finds what the host sent before anything that is installed."""

        sources = given["sources"]

        @classmethod
        def find_spec(cls, name, path=None, target=None):
            place = name.replace(".", "/")
            for file, is_package in ((place + "/__init__.py", True), (place + ".py", False)):
                if file in cls.sources:
                    return ModuleSpec(name, cls, origin=name, loader_state=file, is_package=is_package)
            return None

        @staticmethod
        def create_module(spec):
            return None

        @classmethod
        def exec_module(cls, module):
            file = module.__spec__.loader_state
            # A name that no user's file has: tracebacks show only the user's lines.
            exec(compile(cls.sources[file], "<limbeck>/" + file[:-3], "exec", dont_inherit=True), module.__dict__)

    from importlib.machinery import ModuleSpec

    sys.meta_path.insert(0, Finder)
    import _limbeck

    _limbeck.connect(talk, reader, lifeline)
    import _external

    _external.start(given)


boot()
