"""The directives `op.create_entity`, `op.replace_entity` and `op.drop_entity`."""

from alembic.operations import MigrateOperation, Operations


class ReversibleOp(MigrateOperation):
    def __init__(self, target):
        self.target = target

    @classmethod
    def invoke_for_target(cls, operations, target):
        return operations.invoke(cls(target))

    def reverse(self):
        raise NotImplementedError()


@Operations.register_operation("create_entity", "invoke_for_target")
class CreateOp(ReversibleOp):
    def reverse(self):
        return DropOp(self.target)

    def to_diff_tuple(self):
        return "create_entity", self.target.identity, str(self.target.to_sql_statement_create())

    def perform(self, operations):
        operations.execute(self.target.to_sql_statement_create())


@Operations.register_operation("drop_entity", "invoke_for_target_optional_cascade")
class DropOp(ReversibleOp):
    def __init__(self, target, cascade=False):
        super().__init__(target)
        self.cascade = cascade

    @classmethod
    def invoke_for_target_optional_cascade(cls, operations, target, cascade=False):
        return operations.invoke(cls(target, cascade=cascade))

    def reverse(self):
        return CreateOp(self.target)

    def to_diff_tuple(self):
        return "drop_entity", self.target.identity

    def perform(self, operations):
        operations.execute(self.target.to_sql_statement_drop(cascade=self.cascade))


class RevertOp(ReversibleOp):
    def to_diff_tuple(self):
        statements = [str(statement) for statement in self.target.to_sql_statement_create_or_replace()]
        return "replace_or_revert_entity", self.target.identity, str(statements)

    def perform(self, operations):
        for statement in self.target.to_sql_statement_create_or_replace():
            operations.execute(statement)


@Operations.register_operation("replace_entity", "invoke_for_target")
class ReplaceOp(RevertOp):
    def reverse(self):
        return RevertOp(self.target)
