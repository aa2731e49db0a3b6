"""Subprocesses: importable, and refused when they are used."""

PIPE, STDOUT, DEVNULL = -1, -2, -3


def _refuse(name):
    raise NotImplementedError("asyncio.%s() is not served: use the module subprocess" % name)


async def create_subprocess_exec(program, *args, **options):
    _refuse("create_subprocess_exec")


async def create_subprocess_shell(cmd, **options):
    _refuse("create_subprocess_shell")


class Process:
    """What users name in annotations."""
