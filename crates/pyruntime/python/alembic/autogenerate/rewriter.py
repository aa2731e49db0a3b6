"""`Rewriter`: changes the operations of a new script, by class."""

from ..operations.containers import MigrationScript, OpContainer
from ..util.langhelpers import Dispatcher, to_list


class Rewriter:
    """A `process_revision_directives` made of functions for classes of operations."""

    _chained = ()

    def __init__(self):
        self.dispatch = Dispatcher()

    def rewrites(self, operator):
        return self.dispatch.dispatch_for(operator)

    def chain(self, other):
        """Returns a copy that calls `other` afterwards."""
        copy = type(self).__new__(type(self))
        copy.__dict__.update(self.__dict__)
        copy._chained = self._chained + (other,)
        return copy

    def __call__(self, context, revision, directives):
        self.process_revision_directives(context, revision, directives)
        for following in self._chained:
            following(context, revision, directives)

    def process_revision_directives(self, context, revision, directives):
        directives[:] = self._rewritten(context, revision, directives)

    def _rewritten(self, context, revision, directives):
        found = []
        for directive in directives:
            replacements = self._replacements(context, revision, directive)
            for replacement in replacements:
                self._descend(context, revision, replacement)
            found.extend(replacements)
        return found

    def _replacements(self, context, revision, directive):
        function = self.dispatch._find(directive, "default")
        if function is None or self in _seen(directive):
            return [directive]
        replacements = to_list(function(context, revision, directive), [])
        for replacement in replacements:
            # What a function returns is not given to it again.
            replacement._mutations = _seen(replacement) | {self}
        return replacements

    def _descend(self, context, revision, directive):
        if isinstance(directive, MigrationScript):
            directive.upgrade_ops = self._one_each(context, revision, directive.upgrade_ops_list, "UpgradeOps")
            directive.downgrade_ops = self._one_each(context, revision, directive.downgrade_ops_list, "DowngradeOps")
        elif isinstance(directive, OpContainer):
            directive.ops[:] = self._rewritten(context, revision, directive.ops)

    def _one_each(self, context, revision, containers, kind):
        rewritten = []
        for container in containers:
            replacements = self._rewritten(context, revision, [container])
            if len(replacements) != 1:
                raise ValueError("Can only return single object for %s traverse" % kind)
            rewritten.extend(replacements)
        return rewritten


def _seen(directive):
    return getattr(directive, "_mutations", frozenset())
