"""`alembic.autogenerate.render`: the text of operations, and the register of renderers.

The host writes what Alembic itself has; a renderer of the user's is asked by the host when the text is wanted.
"""

from ..operations.containers import ModifyTableOps, OpContainer, UpgradeOps
from ..util.langhelpers import Dispatcher, to_list


class Renderers(Dispatcher):
    """Renderers by class of operation; behind them stand the host's."""

    def dispatch_for(self, target, *, qualifier="default", replace=False):
        if not replace and "perform" in vars(target):
            # The host has one; the dispatcher words the refusal.
            self._registry.setdefault((target, qualifier), _of_host)
        return super().dispatch_for(target, qualifier=qualifier, replace=replace)

    def dispatch(self, obj, qualifier="default"):
        if self._find(obj, qualifier) is None and hasattr(obj, "perform"):
            return _of_host
        return super().dispatch(obj, qualifier)

    def branch(self):
        copy = Renderers()
        copy._registry.update(self._registry)
        return copy

    def of_user(self, operation):
        """Whether a renderer of the user's writes the operation, or nobody does."""
        if isinstance(operation, OpContainer):
            return False
        return self._find(operation, "default") not in (None, _of_host) or not hasattr(operation, "perform")

    def replace_any(self):
        """Whether the user has a renderer for what the host could write."""
        return any(function is not _of_host and hasattr(key[0], "perform") for key, function in self._registry.items())


def render_op(autogen_context, op):
    """Returns the lines of one operation."""
    return to_list(renderers.dispatch(op)(autogen_context, op))


def render_op_text(autogen_context, op):
    """Returns the text of one operation."""
    return "\n".join(render_op(autogen_context, op))


def _of_host(autogen_context, op):
    """Has the host write an operation, whatever renderer the user has for it."""
    from .api import _rendered

    options = _options(autogen_context)
    container = UpgradeOps([op])
    if autogen_context._has_batch:
        options["render_as_batch"] = True
        container = UpgradeOps([ModifyTableOps(op.table_name, [op], schema=op.schema)])
    answer = _rendered(container, autogen_context.migration_context, options, renders=False)
    autogen_context.imports.update(answer["imports"])
    # Between the two marks of a function's body, and inside the block of a batch.
    lines = [line[4:] if line.startswith("    ") else line for line in answer["text"].split("\n")[1:-1]]
    if autogen_context._has_batch:
        lines = [lines[1][4:]] + lines[2:-1]
    return "\n".join(lines)


def _options(autogen_context):
    names = ("sqlalchemy_module_prefix", "alembic_module_prefix", "render_as_batch", "user_module_prefix", "render_item")
    return {name: autogen_context.opts.get(name) for name in names}


def _render_python_into_templatevars(autogen_context, migration_script, template_args):
    """Puts the bodies of a script's functions, and its imports, among the values of a template."""
    from .api import _rendered

    bodies = {}
    for up, down in zip(migration_script.upgrade_ops_list, migration_script.downgrade_ops_list):
        bodies.update({up.upgrade_token: up, down.downgrade_token: down})
    for token, operations in bodies.items():
        answer = _rendered(operations, autogen_context.migration_context, _options(autogen_context))
        autogen_context.imports.update(answer["imports"])
        template_args[token] = answer["text"]
    template_args["imports"] = "\n".join(sorted(autogen_context.imports))


# Renderers of packages (geoalchemy2) start from the text of the plain operation.
_add_column = _add_index = _add_table = _drop_column = _drop_index = _drop_table = _of_host

default_renderers = Renderers()
renderers = default_renderers.branch()
