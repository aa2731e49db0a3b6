"""The environment of one run of env.py."""

from .. import context as _context_module
from .._established import Established, OperationsWhenNeeded
from ..util.exc import CommandError
from .migration import MigrationContext

__all__ = ["EnvironmentContext"]


class EnvironmentContext:
    _migration_context = None
    config = None
    script = None

    def __init__(self, config, script, **kw):
        self.config = config
        self.script = script
        self.context_opts = kw
        self._outer = None

    def __enter__(self):
        self._outer = _context_module._proxy
        _context_module._proxy = self
        return self

    def __exit__(self, *arg, **kw):
        _context_module._proxy = self._outer

    def is_offline_mode(self):
        return self.context_opts.get("as_sql", False)

    def is_transactional_ddl(self):
        return self.get_context().impl.transactional_ddl

    def requires_connection(self):
        return not self.is_offline_mode()

    def get_head_revision(self):
        return self.script.as_revision_number("head")

    def get_head_revisions(self):
        return self.script.as_revision_number("heads")

    def get_starting_revision_argument(self):
        if self._migration_context is not None:
            return self.script.as_revision_number(self.get_context()._start_from_rev)
        if "starting_rev" in self.context_opts:
            return self.script.as_revision_number(self.context_opts["starting_rev"])
        raise CommandError("No starting revision argument is available.")

    def get_revision_argument(self):
        return self.script.as_revision_number(self.context_opts["destination_rev"])

    def get_tag_argument(self):
        return self.context_opts.get("tag", None)

    def get_x_argument(self, as_dictionary=False):
        given = []
        if self.config.cmd_opts is not None:
            given = self.config.cmd_opts.x or []
        if not as_dictionary:
            return given
        pairs = (argument.partition("=") for argument in given)
        return {name: value for name, _, value in pairs}

    def configure(
        self,
        connection=None,
        url=None,
        dialect_name=None,
        dialect_opts=None,
        transactional_ddl=None,
        transaction_per_migration=False,
        output_buffer=None,
        starting_rev=None,
        tag=None,
        template_args=None,
        render_as_batch=False,
        target_metadata=None,
        include_name=None,
        include_object=None,
        include_schemas=False,
        process_revision_directives=None,
        compare_type=True,
        compare_server_default=True,
        render_item=None,
        literal_binds=False,
        upgrade_token="upgrades",
        downgrade_token="downgrades",
        alembic_module_prefix="op.",
        sqlalchemy_module_prefix="sa.",
        user_module_prefix=None,
        on_version_apply=None,
        autogenerate_plugins=None,
        **kw
    ):
        opts = self.context_opts
        if transactional_ddl is not None:
            opts["transactional_ddl"] = transactional_ddl
        if output_buffer is not None:
            opts["output_buffer"] = output_buffer
        elif self.config.output_buffer is not None:
            opts["output_buffer"] = self.config.output_buffer
        if starting_rev:
            opts["starting_rev"] = starting_rev
        if tag:
            opts["tag"] = tag
        if template_args and "template_args" in opts:
            opts["template_args"].update(template_args)
        opts["transaction_per_migration"] = transaction_per_migration
        opts["target_metadata"] = target_metadata
        opts["include_name"] = include_name
        opts["include_object"] = include_object
        opts["include_schemas"] = include_schemas
        opts["render_as_batch"] = render_as_batch
        opts["upgrade_token"] = upgrade_token
        opts["downgrade_token"] = downgrade_token
        opts["sqlalchemy_module_prefix"] = sqlalchemy_module_prefix
        opts["alembic_module_prefix"] = alembic_module_prefix
        opts["user_module_prefix"] = user_module_prefix
        opts["literal_binds"] = literal_binds
        opts["process_revision_directives"] = _with_inner_directives(process_revision_directives)
        if on_version_apply is None:
            opts["on_version_apply"] = ()
        elif hasattr(on_version_apply, "__iter__"):
            opts["on_version_apply"] = tuple(on_version_apply)
        else:
            opts["on_version_apply"] = (on_version_apply,)
        if autogenerate_plugins is not None:
            opts["autogenerate_plugins"] = autogenerate_plugins
        if render_item is not None:
            opts["render_item"] = render_item
        opts["compare_type"] = compare_type
        if compare_server_default is not None:
            opts["compare_server_default"] = compare_server_default
        opts["script"] = self.script
        # Other keywords are kept: scripts read them back from `op.get_context().opts`.
        opts.update(kw)
        self._migration_context = MigrationContext.configure(
            connection=connection,
            url=url,
            dialect_name=dialect_name,
            environment_context=self,
            dialect_opts=dialect_opts,
            opts=opts,
        )

    def run_migrations(self, **kw):
        assert self._migration_context is not None
        from .. import _run

        with Established(OperationsWhenNeeded(self._migration_context)), _run.migrating():
            self.get_context().run_migrations(**kw)

    def execute(self, sql, execution_options=None):
        self.get_context().execute(sql, execution_options=execution_options)

    def static_output(self, text):
        self.get_context()._static_output(text)

    def begin_transaction(self):
        return self.get_context().begin_transaction()

    def get_context(self):
        if self._migration_context is None:
            raise Exception("No context has been configured yet.")
        return self._migration_context

    def get_bind(self):
        return self.get_context().bind

    def get_impl(self):
        return self.get_context().impl


def _with_inner_directives(directives):
    """What the command was given goes before what env.py gives."""
    from .. import _run

    inner = _run.inner_directives
    if inner is None or directives is None:
        return inner or directives

    def both(context, revision, found):
        inner(context, revision, found)
        directives(context, revision, found)

    return both
