"""`op.get_context().settings`: how long statements of the step wait and run, and how often the step is tried again,
and whether what it drops is kept."""

from _host import call

_NAMES = ("lock_timeout", "statement_timeout", "lock_retries", "keep_dropped")


class Settings:
    """Holds nothing by itself: what is set here holds for the step that runs, from then on."""

    __slots__ = ()

    def __dir__(self):
        return list(_NAMES)

    def __getattr__(self, name):
        if name not in _NAMES:
            raise AttributeError("settings has no %r; it has %s" % (name, ", ".join(_NAMES)))
        found = call("limits")
        # Nobody answers where the script is only read.
        return None if found is None else found[name]

    def __setattr__(self, name, value):
        seconds = getattr(value, "total_seconds", None)
        call("limits", name=name, value=value if seconds is None else seconds())

    def __repr__(self):
        return "<settings: %s>" % ", ".join("%s=%r" % (name, getattr(self, name)) for name in _NAMES)
