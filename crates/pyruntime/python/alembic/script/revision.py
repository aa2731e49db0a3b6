"""Names of `alembic.script.revision` that user code imports; the graph itself is the host's."""

from ..util.exc import CommandError


class RevisionError(Exception):
    pass


class RangeNotAncestorError(RevisionError):
    def __init__(self, lower, upper):
        self.lower = lower
        self.upper = upper
        super().__init__("Revision %s is not an ancestor of revision %s" % (lower or "base", upper or "base"))

    @classmethod
    def _from_host(cls, message, details):
        error = cls.__new__(cls)
        Exception.__init__(error, message)
        return error


class MultipleHeads(RevisionError):
    def __init__(self, heads, argument):
        self.heads = heads
        self.argument = argument
        super().__init__(
            "Multiple heads are present for given argument '%s'; %s" % (argument, ", ".join(heads))
        )


class ResolutionError(RevisionError):
    def __init__(self, message, argument):
        super().__init__(message)
        self.argument = argument


class RevisionMap:
    """The graph, through the script directory."""

    def __init__(self, directory):
        self._directory = directory

    @property
    def heads(self):
        return tuple(self._directory.get_heads())

    @property
    def _real_heads(self):
        return tuple(self._directory.get_heads(consider_depends_on=True))

    @property
    def bases(self):
        return tuple(self._directory.get_bases())

    def get_current_head(self, branch_label=None):
        if branch_label is None:
            return self._directory.get_current_head()
        return self._directory.as_revision_number("%s@head" % branch_label)

    def get_revision(self, id_):
        if id_ is None:
            return None
        try:
            return self._directory.get_revision(id_)
        except CommandError as error:
            raise ResolutionError("No such revision or branch '%s'" % id_, id_) from error

    def get_revisions(self, id_):
        if not id_:
            return ()
        try:
            return self._directory.get_revisions(id_)
        except CommandError as error:
            raise ResolutionError("No such revision or branch '%s'" % (id_,), id_) from error

    def iterate_revisions(self, upper, lower, **kw):
        return self._directory.iterate_revisions(upper, lower, **kw)

    def __iter__(self):
        return iter(self._directory.walk_revisions())
