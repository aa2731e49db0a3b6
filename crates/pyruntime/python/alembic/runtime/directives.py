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

    return MigrationScript(
        directive.get("rev_id"),
        _containers(directive.get("upgrade_ops"), UpgradeOps, context),
        _containers(directive.get("downgrade_ops"), DowngradeOps, context),
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
        "upgrade_ops": [_lowered_container(one, one.upgrade_token, context) for one in script.upgrade_ops_list],
        "downgrade_ops": [_lowered_container(one, one.downgrade_token, context) for one in script.downgrade_ops_list],
    }


def _containers(wires, kind, context):
    """Makes the containers of one function: each database of a run has its own."""
    made = []
    for wire in wires or ({},):
        container = kind([], *[wire["token"]] if "token" in wire else ())
        if wire.get("ops"):
            from ..autogenerate.operations import from_host

            container.ops = from_host(wire["ops"], context)
        made.append(container)
    return made


def _lowered_container(container, token, context):
    steps = []
    if not container.is_empty():
        from ..autogenerate.operations import to_host

        steps = to_host(container, context)
    return {"token": token, "ops": steps}
