"""Network streams: importable, and refused when they are used."""


def _refuse(name):
    raise NotImplementedError(
        "asyncio.%s() is not served: while migrations run there are no sockets; open connections outside of env.py" % name
    )


async def open_connection(host=None, port=None, **options):
    _refuse("open_connection")


async def start_server(client_connected_cb, host=None, port=None, **options):
    _refuse("start_server")


async def open_unix_connection(path=None, **options):
    _refuse("open_unix_connection")


async def start_unix_server(client_connected_cb, path=None, **options):
    _refuse("start_unix_server")


class StreamReader:
    def __init__(self, *args, **kwargs):
        _refuse("StreamReader")


class StreamWriter:
    def __init__(self, *args, **kwargs):
        _refuse("StreamWriter")


class StreamReaderProtocol:
    def __init__(self, *args, **kwargs):
        _refuse("StreamReaderProtocol")
