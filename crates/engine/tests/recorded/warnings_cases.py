"""Values of PYTHONWARNINGS and what they do with a deprecation warning of Alembic."""

import io
import sys
import warnings

WARNINGS = [
    "", "default", "always", "all", "ignore", "error", "d", "e", "on", "nonsense", "default::DeprecationWarning",
    "default::UserWarning", "error::Warning", "default,ignore", "ignore,default", "default::DeprecationWarning:alembic.config",
    "default::DeprecationWarning:alembic", "default:No path", "default:no PATH", "default:path", "default::::604",
    "default::::605", "default::::x", "a:b:c:d:e:f", " default ", "::DeprecationWarning", "error,bad::x::y", "module", "once", "error,", ",,", "error, ", "error: ",
]


def warnings_case(text):
    with warnings.catch_warnings(record=True) as caught:
        warnings.resetwarnings()
        warnings.simplefilter("ignore", DeprecationWarning)
        silenced, sys.stderr = sys.stderr, io.StringIO()
        try:
            # The interpreter leaves empty parts of the variable out.
            warnings._processoptions([part for part in text.split(",") if part])
        finally:
            sys.stderr = silenced
        try:
            message = (
                "No path_separator found in configuration; falling back to legacy splitting on spaces, commas, and "
                "colons for prepend_sys_path.  Consider adding path_separator=os to Alembic config."
            )
            warnings.warn_explicit(message, DeprecationWarning, "config.py", 604, "alembic.config", registry={})
            action = "show" if caught else "ignore"
        except DeprecationWarning:
            action = "raise"
    return {"text": text, "action": action}
