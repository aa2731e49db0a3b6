"""The import machinery: project files first, stand-ins last, and one clear sentence for what is missing."""

import unittest

from standins import StandInTest, run

INSTALL = """
import sys, os, importlib.machinery as m
class Frozen:  # what is frozen into the binary: our modules and the library
    library = [folder for folder in sys.path[1:] if "site-packages" not in folder]
    @classmethod
    def find_spec(cls, name, path=None, target=None): return m.PathFinder.find_spec(name, cls.library if path is None else path)
import _finder
sys.path[:] = [os.getcwd()]
sys.meta_path.append(Frozen)
_finder.install([os.path.join(os.getcwd(), "venv/lib/python3.11/site-packages")])
"""


class Project(StandInTest):
    def test_packages_modules_namespaces_and_relative_imports(self):
        self.check_prints(
            """
            core 1 DIR
            up core
            ['bare.deep.leaf', 'app.core']
            models.a models.b models.sub models.sub.c
            2
            <module 'loose' from 'DIR/elsewhere/loose.py'>
            True []
            """,
            INSTALL
            + """
from app.core import value; import app
print("core", value, os.path.dirname(app.__path__[0]))
from app.inner.leaf import up; print("up", up)
import bare.deep.leaf; print([sys.modules[n].__name__ for n in ("bare.deep.leaf", "app.core")])
import pkgutil, importlib, models
print(*sorted(m.name for m in pkgutil.walk_packages(models.__path__, "models.")))
open("app/core.py", "w").write("value = 2\\nname = 'core'")
print(importlib.reload(app.core).value)
from importlib.util import spec_from_file_location, module_from_spec
spec = spec_from_file_location("loose", os.getcwd() + "/elsewhere/loose.py")
module = module_from_spec(spec); spec.loader.exec_module(module); print(module)
print(importlib.import_module(".core", "app") is app.core, [d for d, _, _ in os.walk(".") if "__pycache__" in d])
""",
            {
                "app/__init__.py": "",
                "app/core.py": "value = 1\nname = 'core'",
                "app/inner/__init__.py": "",
                "app/inner/leaf.py": "from ..core import name as up\nfrom .. import core",
                "bare/deep/leaf.py": "",
                "models/__init__.py": "",
                "models/a.py": "",
                "models/b.py": "",
                "models/sub/__init__.py": "",
                "models/sub/c.py": "",
                "models/notes.txt": "",
                "elsewhere/loose.py": "",
            },
        )

    def test_a_project_file_shadows_the_library_but_not_what_alembic_had_imported(self):
        self.check_prints(
            "mine mine python",
            INSTALL
            + """
import sched, cmd, calendar
print(getattr(sched, "whose", "python"), getattr(cmd, "whose", "python"), getattr(calendar, "whose", "python"))
""",
            {"sched.py": "whose = 'mine'", "cmd/__init__.py": "whose = 'mine'", "calendar.py": "whose = 'mine'"},
        )

    def test_folders_put_on_sys_path_later_are_searched(self):
        self.check_prints("found", INSTALL + "\nsys.path.insert(0, 'src')\nimport thing; print(thing.name)", {"src/thing.py": "name = 'found'"})

    def test_site_packages_serve_pure_python_but_never_what_is_built_in(self):
        self.check_prints(
            "pure mine: no\nredis []",
            INSTALL
            + """
import tinylib; print(tinylib.name, end=" ")
import pydantic; print("mine:", getattr(pydantic, "from_site", "no"))
import redis; print("redis", [n for n in dir(redis) if n == "from_site"])
""",
            {
                "venv/lib/python3.11/site-packages/tinylib/__init__.py": "name = 'pure'",
                "venv/lib/python3.11/site-packages/pydantic/__init__.py": "from_site = True",
                "venv/lib/python3.11/site-packages/redis/__init__.py": "from_site = True",
            },
        )

    def test_a_folder_without_python_does_not_hide_a_stand_in(self):
        self.check_prints(
            "_stand_ins ['DIR/celery']\n['redis']",
            INSTALL + "\nimport redis, celery\nprint(type(redis).__module__, celery.__path__)\nprint(list(_finder.stood_in))",
            {"redis/redis.conf": "", "celery/tasks.py": ""},
        )


class StandIns(StandInTest):
    def test_usual_uses_of_packages_that_do_not_matter(self):
        self.check_prints(
            """
            routes 3 4
            cleaned
            <stand-in for redis.Redis.from_url()>
            caught
            done
            {'fastapi': ('DIR/main.py', 11), 'redis': ('DIR/main.py', 13), 'celery': ('DIR/main.py', 14)}
            """,
            INSTALL
            + """from fastapi import FastAPI, APIRouter, Depends, HTTPException, status
from fastapi.middleware.cors import CORSMiddleware
import redis.asyncio as aioredis, redis
from celery import Celery, shared_task
app = FastAPI(title="x", lifespan=None)
app.add_middleware(CORSMiddleware, allow_origins=["*"])
router = APIRouter(prefix="/x")
@router.get("/a", status_code=status.HTTP_200_OK, response_model=list[int])
async def a(x: int = Depends(print)): return 3
@shared_task
def b(): return 4
@Celery("x").task(bind=True)
def c(): pass
import asyncio
print("routes", asyncio.run(a()), b())
class Gone(HTTPException):
    def __init__(self): super().__init__(status_code=404, detail="x")
class Worker(Celery.Task, aioredis.Redis):
    def run(self): return self.anything.at_all(1)
Worker(1, a=2).run()
def f(r: aioredis.Redis | None, s: "list[FastAPI]") -> FastAPI | str: pass
f(None, None)
from typing import Optional, Annotated
Session = Annotated[aioredis.Redis, Depends(f)]; Optional[FastAPI]
with app.state as s: s.x = 1
print("cleaned")
print(redis.Redis.from_url("redis://"))
try: raise Gone()
except HTTPException as e: print("caught")
try: print("done")
except redis.ConnectionError: pass
print(_finder.stood_in)
""".replace("\nimport asyncio\n", "\nimport asyncio\n"),
        )

    def test_loguru_logs(self):
        status, printed, complaints = run(
            """
            from loguru import logger
            import sys
            logger.info("hello {} {x}", 1, x=2)
            logger.remove(); logger.add(sys.stdout, level="WARNING", format="{message}")
            logger.debug("no"); logger.warning("{not formatted}"); logger.bind(a=1).error("bound")
            try: 1/0
            except ZeroDivisionError: logger.exception("failed")
            @logger.catch
            def f(): return 1
            """,
            True,
        )
        self.assertEqual(status, 0, complaints)
        self.assertRegex(complaints, r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \| INFO     \| __main__:<module>:4 - hello 1 2\n$")
        self.assertRegex(printed, r"WARNING  \| __main__:<module>:6 - \{not formatted\}\n.* - bound\n.* - failed\nTraceback")


class Missing(StandInTest):
    def test_the_text_is_pythons_and_the_hint_is_ours(self):
        self.check_prints(
            """
            No module named 'nowhere' nowhere DIR/app.py 2
            Limbeck runs without an installed Python; 'nowhere' is not part of it (imported in DIR/app.py, line 2): install it into the project's virtual environment if it is pure Python, add its folder to prepend_sys_path if it is yours, or import it inside the function that needs it
            No module named 'pack.lost' pack.lost
            DIR/main.py, line 15 imports 'pack.lost', but DIR/pack/__init__.py holds no such file
            cannot import name 'lost' from 'pack' (DIR/pack/__init__.py)
            None
            """,
            INSTALL
            + """
try: import app
except ImportError as e: print(e, e.name, e.module_file, e.module_line); print(e.hint)
import importlib.util
try: import pack.lost
except ModuleNotFoundError as e: print(e, e.name); print(e.hint)
try: from pack import lost
except ImportError as e: print(e)
print(importlib.util.find_spec("nowhere_else"))
""",
            {"app.py": "\nimport nowhere\n", "pack/__init__.py": ""},
        )


if __name__ == "__main__":
    unittest.main()
