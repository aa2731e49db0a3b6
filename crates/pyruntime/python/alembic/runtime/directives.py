"""`process_revision_directives`: user code that looks at a new revision before its file is written."""

from .. import _run


def processor(function):
    """Returns what the host calls with the heads and the new revisions as plain data; it returns them changed."""

    def process(heads, directives):
        from ..operations.ops import DowngradeOps, MigrationScript, UpgradeOps

        context = _run.environment_context.get_context()
        scripts = [
            MigrationScript(
                directive.get("rev_id"),
                UpgradeOps([]),
                DowngradeOps([]),
                message=directive.get("message"),
                imports=set(directive.get("imports") or ()),
                head=directive.get("head"),
                splice=directive.get("splice"),
                branch_label=directive.get("branch_label"),
                version_path=directive.get("version_path"),
                depends_on=directive.get("depends_on"),
            )
            for directive in directives
        ]
        function(context, tuple(heads), scripts)
        return [_lowered(script) for script in scripts]

    return process


def _lowered(script):
    if any(not ops.is_empty() for ops in script.upgrade_ops_list + script.downgrade_ops_list):
        raise NotImplementedError(
            "process_revision_directives that adds operations: this comes with the next version; "
            "write them into the new file instead"
        )
    return {
        "rev_id": script.rev_id,
        "message": script.message,
        "imports": sorted(script.imports),
        "head": script.head,
        "splice": script.splice,
        "branch_label": script.branch_label,
        "version_path": script.version_path,
        "depends_on": script.depends_on,
    }
