"""`alembic.autogenerate.render`: the register of renderers."""

from ..util.langhelpers import Dispatcher
from .api import _not_yet

renderers = default_renderers = Dispatcher()


def render_op_text(autogen_context, op):
    raise _not_yet("render_op_text")
