"""Messages to the person at the terminal."""

import sys

from _host import call

TERMWIDTH = None


def write_outstream(stream, *text, quiet=False):
    if quiet:
        return
    for part in text:
        try:
            stream.write(part.decode("utf-8") if isinstance(part, bytes) else part)
        except OSError:
            break


class status:
    """`with status("Doing it"):` prints the text, then `done` or `FAILED`."""

    def __init__(self, status_msg, newline=False, quiet=False):
        self._text = status_msg
        self._newline = newline
        self._quiet = quiet

    def __enter__(self):
        msg(self._text + " ...", self._newline, flush=True, quiet=self._quiet)

    def __exit__(self, kind, raised, traceback):
        if not self._quiet:
            call("stdout", text="  FAILED\n" if kind is not None else "  done\n")
        return False


def msg(msg, newline=True, flush=False, quiet=False):
    if not quiet:
        call("stdout", text=msg + "\n" if newline else msg)


def err(message, quiet=False):
    import logging

    logging.getLogger("alembic.util.messaging").error(message)
    msg("FAILED: %s" % message, quiet=quiet)
    sys.exit(-1)


def warn(msg, stacklevel=2):
    import warnings

    warnings.warn(msg, UserWarning, stacklevel=stacklevel + 1)


def warn_deprecated(msg, stacklevel=2):
    import warnings

    warnings.warn(msg, DeprecationWarning, stacklevel=stacklevel + 1)


def obfuscate_url_pw(input_url):
    from sqlalchemy.engine import make_url

    return make_url(input_url).render_as_string(hide_password=True)


def format_as_comma(value):
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if hasattr(value, "__iter__"):
        return ", ".join(value)
    raise ValueError("Don't know how to comma-format %r" % value)
