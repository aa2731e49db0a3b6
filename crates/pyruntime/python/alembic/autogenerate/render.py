"""`alembic.autogenerate.render`: the text of operations, and the register of renderers."""

from ..util.langhelpers import Dispatcher

renderers = default_renderers = Dispatcher()


def render_op_text(autogen_context, op):
    """Returns the text of one operation."""
    from ..operations.containers import UpgradeOps
    from .api import _rendered

    names = ("sqlalchemy_module_prefix", "alembic_module_prefix", "render_as_batch", "user_module_prefix", "render_item")
    options = {name: autogen_context.opts.get(name) for name in names}
    answer = _rendered(UpgradeOps([op]), autogen_context.migration_context, options)
    autogen_context.imports.update(answer["imports"])
    # Between the two marks of a function's body.
    lines = answer["text"].split("\n")[1:-1]
    return "\n".join(line[4:] if line.startswith("    ") else line for line in lines)
