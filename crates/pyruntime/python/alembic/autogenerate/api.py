"""The functions of autogenerate, each an error for now."""


def _not_yet(name):
    return NotImplementedError(
        "alembic.autogenerate.%s(): comparing models with a database comes with the next version" % name
    )


def compare_metadata(context, metadata):
    raise _not_yet("compare_metadata")


def produce_migrations(context, metadata):
    raise _not_yet("produce_migrations")


def render_python_code(
    up_or_down_op,
    sqlalchemy_module_prefix="sa.",
    alembic_module_prefix="op.",
    render_as_batch=False,
    imports=(),
    render_item=None,
    migration_context=None,
    user_module_prefix=None,
):
    raise _not_yet("render_python_code")


class AutogenContext:
    def __init__(self, migration_context, metadata=None, opts=None, autogenerate=True):
        raise _not_yet("AutogenContext")


class RevisionContext:
    def __init__(self, config, script_directory, command_args, process_revision_directives=None):
        raise _not_yet("RevisionContext")
