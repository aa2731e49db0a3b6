"""What a project calls: `load_dotenv`, `dotenv_values`, `find_dotenv`, `get_key`, `set_key`, `unset_key`."""

import os
import sys

from .parser import parse


def _log():
    import logging

    return logging.getLogger("dotenv.main")


def _statements(text):
    for statement in parse(text):
        if statement.error:
            _log().warning("python-dotenv could not parse statement starting at line %s", statement.line)
        yield statement


class DotEnv:
    """One `.env` file."""

    def __init__(self, dotenv_path, stream=None, verbose=False, encoding=None, interpolate=True, override=True):
        self.dotenv_path = dotenv_path
        self.stream = stream
        self.verbose = verbose
        self.encoding = encoding
        self.interpolate = interpolate
        self.override = override
        self._values = None

    def _text(self):
        if self.dotenv_path and _is_readable(self.dotenv_path):
            with open(self.dotenv_path, encoding=self.encoding or "utf-8") as file:
                return file.read()
        if self.stream is not None:
            return self.stream.read()
        if self.verbose:
            _log().info("python-dotenv could not find configuration file %s.", self.dotenv_path or ".env")
        return ""

    def parse(self):
        for statement in _statements(self._text()):
            if statement.key is not None:
                yield statement.key, statement.value

    def dict(self):
        if self._values is None:
            values = {}
            for key, value in self.parse():
                values[key] = self._resolved(value, values) if self.interpolate else value
            self._values = values
        return self._values

    def _resolved(self, value, earlier):
        if value is None or "${" not in value:
            return value
        known = {**os.environ, **earlier} if self.override else {**earlier, **os.environ}
        return "".join(_parts(value, known))

    def set_as_environment_variables(self):
        for key, value in self.dict().items():
            if value is not None and (self.override or key not in os.environ):
                os.environ[key] = value
        return bool(self.dict())

    def get(self, key):
        if key not in self.dict() and self.verbose:
            _log().warning("Key %s not found in %s.", key, self.dotenv_path)
        return self.dict().get(key)


def _parts(value, known):
    """The pieces of a value, `${NAME}` and `${NAME:-default}` looked up."""
    at = 0
    while (found := value.find("${", at)) >= 0:
        yield value[at:found]
        end = value.find("}", found)
        name, colon, default = value[found + 2 : end].partition(":")
        if end < 0 or colon and not default.startswith("-"):
            yield "${"
            at = found + 2
            continue
        result = known.get(name, default[1:])
        yield "" if result is None else result
        at = end + 1
    yield value[at:]


def load_dotenv(
    dotenv_path=None, stream=None, verbose=False, override=False, interpolate=True, encoding="utf-8"
):
    if os.environ.get("PYTHON_DOTENV_DISABLED", "").casefold() in ("1", "true", "t", "yes", "y"):
        _log().debug("python-dotenv: .env loading disabled by PYTHON_DOTENV_DISABLED environment variable")
        return False
    if dotenv_path is None and stream is None:
        dotenv_path = find_dotenv()
    return DotEnv(dotenv_path, stream, verbose, encoding, interpolate, override).set_as_environment_variables()


def dotenv_values(dotenv_path=None, stream=None, verbose=False, interpolate=True, encoding="utf-8"):
    if dotenv_path is None and stream is None:
        dotenv_path = find_dotenv()
    return DotEnv(dotenv_path, stream, verbose, encoding, interpolate, True).dict()


def get_key(dotenv_path, key_to_get, encoding="utf-8"):
    return DotEnv(dotenv_path, verbose=True, encoding=encoding).get(key_to_get)


def find_dotenv(filename=".env", raise_error_if_not_found=False, usecwd=False):
    folder = os.getcwd() if usecwd else _folder_of_caller()
    while True:
        path = os.path.join(folder, filename)
        if _is_readable(path):
            return path
        parent = os.path.dirname(folder)
        if parent == folder:
            break
        folder = parent
    if raise_error_if_not_found:
        raise IOError("File not found")
    return ""


def _folder_of_caller():
    """The folder of the file whose code asks."""
    frame = sys._getframe()
    while frame is not None:
        file = frame.f_code.co_filename
        if frame.f_globals.get("__name__", "").partition(".")[0] != "dotenv" and os.path.exists(file):
            return os.path.dirname(os.path.abspath(file))
        frame = frame.f_back
    return os.getcwd()


def _is_readable(path):
    from stat import S_ISFIFO, S_ISREG

    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return S_ISREG(mode) or S_ISFIFO(mode)


def _rewrite(path, encoding, follow_symlinks, change):
    """Replaces a file by what `change` makes of its text; the old file stays whole until the new one is."""
    if follow_symlinks:
        path = os.path.realpath(path)
    mode = None
    try:
        with open(path, encoding=encoding) as file:
            text = file.read()
        if not os.path.islink(path):
            mode = os.stat(path).st_mode & 0o7777
    except FileNotFoundError:
        text = ""
    changed = change(text)
    beside = os.path.join(os.path.dirname(os.path.abspath(path)), ".tmp_%d" % os.getpid())
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding=encoding) as file:
            file.write(changed)
        if mode is not None:
            os.chmod(beside, mode)
        os.replace(beside, path)
    except BaseException:
        if os.path.exists(beside):
            os.remove(beside)
        raise


def set_key(
    dotenv_path,
    key_to_set,
    value_to_set,
    quote_mode="always",
    export=False,
    encoding="utf-8",
    follow_symlinks=False,
):
    if quote_mode not in ("always", "auto", "never"):
        raise ValueError(f"Unknown quote_mode: {quote_mode}")
    value = value_to_set
    if quote_mode == "always" or quote_mode == "auto" and not value.isalnum():
        value = "'%s'" % value.replace("\\", "\\\\").replace("'", "\\'")
    line = f"{'export ' if export else ''}{key_to_set}={value}\n"

    def change(text):
        pieces = []
        replaced = False
        for statement in _statements(text):
            hit = statement.key == key_to_set
            replaced = replaced or hit
            pieces.append(line if hit else statement.text)
        if not replaced:
            if pieces and not pieces[-1].endswith("\n"):
                pieces.append("\n")
            pieces.append(line)
        return "".join(pieces)

    _rewrite(dotenv_path, encoding, follow_symlinks, change)
    return True, key_to_set, value_to_set


def unset_key(dotenv_path, key_to_unset, quote_mode="always", encoding="utf-8", follow_symlinks=False):
    if not os.path.exists(dotenv_path):
        _log().warning("Can't delete from %s - it doesn't exist.", dotenv_path)
        return None, key_to_unset
    removed = []

    def change(text):
        statements = list(_statements(text))
        removed.extend(statement for statement in statements if statement.key == key_to_unset)
        return "".join(statement.text for statement in statements if statement.key != key_to_unset)

    _rewrite(dotenv_path, encoding, follow_symlinks, change)
    if not removed:
        _log().warning("Key %s not removed from %s - key doesn't exist.", key_to_unset, dotenv_path)
        return None, key_to_unset
    return True, key_to_unset
