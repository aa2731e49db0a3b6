"""`process_revision_directives`: user code that looks at a new revision before its file is written."""

from .. import _run


def processor(function):
    """Returns what the host calls with the heads and the new revisions as plain data; it returns them changed."""

    def process(heads, directives):
        context = _run.environment_context.get_context()
        scripts = [_script(directive, context) for directive in directives]
        function(context, tuple(heads), scripts)
        return [_lowered(script, context) for script in scripts]

    return process


def _script(directive, context):
    from ..operations.ops import DowngradeOps, MigrationScript, UpgradeOps

    upgrade, downgrade = UpgradeOps([]), DowngradeOps([])
    if directive.get("upgrade_ops"):
        from ..autogenerate.operations import from_host

        upgrade.ops = from_host(directive["upgrade_ops"], context)
        downgrade.ops = from_host(directive["downgrade_ops"], context)
    return MigrationScript(
        directive.get("rev_id"),
        upgrade,
        downgrade,
        message=directive.get("message"),
        imports=set(directive.get("imports") or ()),
        head=directive.get("head"),
        splice=directive.get("splice"),
        branch_label=directive.get("branch_label"),
        version_path=directive.get("version_path"),
        depends_on=directive.get("depends_on"),
    )


def _lowered(script, context):
    return {
        "rev_id": script.rev_id,
        "message": script.message,
        "imports": sorted(script.imports),
        "head": script.head,
        "splice": script.splice,
        "branch_label": script.branch_label,
        "version_path": script.version_path,
        "depends_on": script.depends_on,
        "upgrade_ops": _steps(script.upgrade_ops_list, context),
        "downgrade_ops": _steps(script.downgrade_ops_list, context),
    }


def _steps(containers, context):
    if all(container.is_empty() for container in containers):
        return []
    from ..autogenerate.operations import to_host

    return [step for container in containers for step in to_host(container, context)]
