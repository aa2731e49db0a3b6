"""`alembic.command`: the commands as functions, for env.py, hooks and scripts. The host carries them out."""

from ._inner import command as _command


def list_templates(config):
    _command(config, "list_templates")


def init(config, directory, template="generic", package=False):
    _command(config, "init", directory=_path(directory), template=template, package=package)


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
    if process_revision_directives is not None:
        raise NotImplementedError(
            "alembic.command.revision(process_revision_directives=…): give it to context.configure() in env.py"
        )
    written = _command(
        config,
        "revision",
        message=message,
        autogenerate=autogenerate,
        sql=sql,
        head=head,
        splice=splice,
        branch_label=branch_label,
        version_path=_path(version_path),
        rev_id=rev_id,
        depends_on=depends_on,
    )
    return _scripts(config, written)


def check(config):
    _command(config, "check")


def merge(config, revisions, message=None, branch_label=None, rev_id=None, splice=False):
    given = dict(message=message, branch_label=branch_label, rev_id=rev_id, splice=splice)
    return _scripts(config, _command(config, "merge", revision=_texts(revisions), **given))


def upgrade(config, revision, sql=False, tag=None):
    _command(config, "upgrade", revision=revision, sql=sql, tag=tag)


def downgrade(config, revision, sql=False, tag=None):
    _command(config, "downgrade", revision=revision, sql=sql, tag=tag)


def show(config, rev):
    _command(config, "show", rev=rev)


def history(config, rev_range=None, verbose=False, indicate_current=False):
    _command(config, "history", rev_range=rev_range, verbose=verbose, indicate_current=indicate_current)


def heads(config, verbose=False, resolve_dependencies=False):
    _command(config, "heads", verbose=verbose, resolve_dependencies=resolve_dependencies)


def branches(config, verbose=False):
    _command(config, "branches", verbose=verbose)


def current(config, check_heads=False, verbose=False):
    _command(config, "current", check_heads=check_heads, verbose=verbose)


def stamp(config, revision, sql=False, tag=None, purge=False):
    _command(config, "stamp", revision=_texts(revision), sql=sql, tag=tag, purge=purge)


def edit(config, rev):
    _command(config, "edit", rev=rev)


def ensure_version(config, sql=False):
    _command(config, "ensure_version", sql=sql)


def _scripts(config, written):
    """Returns the Script of a new revision, or several."""
    from .script import ScriptDirectory

    if not written:
        return None
    directory = ScriptDirectory._of_config(config)
    scripts = [directory.get_revision(identifier) for identifier in written]
    return scripts[0] if len(scripts) == 1 else scripts


def _texts(given):
    return [given] if isinstance(given, str) else list(given)


def _path(given):
    import os

    return None if given is None else os.fspath(given)
