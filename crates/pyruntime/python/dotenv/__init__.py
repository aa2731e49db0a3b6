"""Light `python-dotenv`: the same files, the same rules."""

from .main import dotenv_values, find_dotenv, get_key, load_dotenv, set_key, unset_key

__all__ = [
    "get_cli_string",
    "load_dotenv",
    "dotenv_values",
    "get_key",
    "set_key",
    "unset_key",
    "find_dotenv",
    "load_ipython_extension",
]


def load_ipython_extension(ipython):
    raise NotImplementedError("dotenv.load_ipython_extension() is not served: there is no IPython here; use load_dotenv()")


def get_cli_string(path=None, action=None, key=None, value=None, quote=None):
    words = ["dotenv"]
    if quote:
        words.append("-q " + quote)
    if path:
        words.append("-f " + path)
    if action:
        words.append(action)
        if key:
            words.append(key)
            if value:
                words.append('"%s"' % value if " " in value else value)
    return " ".join(words).strip()
