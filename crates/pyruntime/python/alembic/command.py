"""`alembic.command`: the commands as functions. They are the host's; user code may import them, not call them."""


def _refuse(name):
    return NotImplementedError(
        "alembic.command.%s(): commands cannot be called from env.py or a script; run `alembic %s` instead"
        % (name, name)
    )


def list_templates(config):
    raise _refuse("list_templates")


def init(config, directory, template="generic", package=False):
    raise _refuse("init")


def revision(
    config,
    message=None,
    autogenerate=False,
    sql=False,
    head="head",
    splice=False,
    branch_label=None,
    version_path=None,
    rev_id=None,
    depends_on=None,
    process_revision_directives=None,
):
    raise _refuse("revision")


def check(config):
    raise _refuse("check")


def merge(config, revisions, message=None, branch_label=None, rev_id=None, splice=False):
    raise _refuse("merge")


def upgrade(config, revision, sql=False, tag=None):
    raise _refuse("upgrade")


def downgrade(config, revision, sql=False, tag=None):
    raise _refuse("downgrade")


def show(config, rev):
    raise _refuse("show")


def history(config, rev_range=None, verbose=False, indicate_current=False):
    raise _refuse("history")


def heads(config, verbose=False, resolve_dependencies=False):
    raise _refuse("heads")


def branches(config, verbose=False):
    raise _refuse("branches")


def current(config, check_heads=False, verbose=False):
    raise _refuse("current")


def stamp(config, revision, sql=False, tag=None, purge=False):
    raise _refuse("stamp")


def edit(config, rev):
    raise _refuse("edit")


def ensure_version(config, sql=False):
    raise _refuse("ensure_version")
