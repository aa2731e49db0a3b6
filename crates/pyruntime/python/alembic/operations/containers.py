"""A new script as hooks see it: its header, and lists of operations."""

from .ops import MigrateOperation


class OpContainer(MigrateOperation):
    def __init__(self, ops=()):
        self.ops = list(ops)

    def is_empty(self):
        return not self.ops

    def as_diffs(self):
        return list(self._diffs())

    def _diffs(self):
        for operation in self.ops:
            if hasattr(operation, "ops"):
                yield from operation._diffs()
            elif not getattr(operation, "_is_hidden", False):
                yield operation.to_diff_tuple()

    def _reversed(self):
        return [operation.reverse() for operation in reversed(self.ops)]


class ModifyTableOps(OpContainer):
    def __init__(self, table_name, ops, *, schema=None):
        super().__init__(ops)
        self.table_name = table_name
        self.schema = schema

    def reverse(self):
        return ModifyTableOps(self.table_name, self._reversed(), schema=self.schema)


class UpgradeOps(OpContainer):
    def __init__(self, ops=(), upgrade_token="upgrades"):
        super().__init__(ops)
        self.upgrade_token = upgrade_token

    def reverse_into(self, downgrade_ops):
        downgrade_ops.ops[:] = self._reversed()
        return downgrade_ops

    def reverse(self):
        return self.reverse_into(DowngradeOps())


class DowngradeOps(OpContainer):
    def __init__(self, ops=(), downgrade_token="downgrades"):
        super().__init__(ops)
        self.downgrade_token = downgrade_token

    def reverse(self):
        return UpgradeOps(self._reversed())


class MigrationScript(MigrateOperation):
    def __init__(
        self,
        rev_id,
        upgrade_ops,
        downgrade_ops,
        *,
        message=None,
        imports=(),
        head=None,
        splice=None,
        branch_label=None,
        version_path=None,
        depends_on=None
    ):
        self.rev_id = rev_id
        self.message = message
        self.imports = set(imports)
        self.head = head
        self.splice = splice
        self.branch_label = branch_label
        self.version_path = version_path
        self.depends_on = depends_on
        self.upgrade_ops = upgrade_ops
        self.downgrade_ops = downgrade_ops

    @property
    def upgrade_ops(self):
        return _single(self._upgrade_ops, "UpgradeOps", "upgrade_ops_list")

    @upgrade_ops.setter
    def upgrade_ops(self, given):
        self._upgrade_ops = _several(given, UpgradeOps)

    @property
    def downgrade_ops(self):
        return _single(self._downgrade_ops, "DowngradeOps", "downgrade_ops_list")

    @downgrade_ops.setter
    def downgrade_ops(self, given):
        self._downgrade_ops = _several(given, DowngradeOps)

    @property
    def upgrade_ops_list(self):
        return self._upgrade_ops

    @property
    def downgrade_ops_list(self):
        return self._downgrade_ops


def _single(containers, kind, attribute):
    if len(containers) > 1:
        raise ValueError(
            "This MigrationScript instance has a multiple-entry list for %s; please use the %s attribute."
            % (kind, attribute)
        )
    return containers[0] if containers else None


def _several(given, kind):
    containers = given if isinstance(given, list) else [given]
    for container in containers:
        assert isinstance(container, kind)
    return containers
