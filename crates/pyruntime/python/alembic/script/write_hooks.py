"""Post-write hooks: registering a custom one from Python is not there, because no Python runs after `revision`."""


def register(name):
    raise NotImplementedError(
        "alembic.script.write_hooks.register(%r): use a hook of type `exec` or `module` in the ini instead" % name
    )
