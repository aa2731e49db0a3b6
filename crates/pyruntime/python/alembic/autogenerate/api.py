"""The functions of autogenerate that env.py, its hooks and tests call. The host compares and writes."""

import sys

from _host import call

from .. import _lower
from ..operations.containers import DowngradeOps, MigrationScript, UpgradeOps
from ..util.exc import CommandError
from ..util.langhelpers import to_list


def compare_metadata(context, metadata):
    return produce_migrations(context, metadata).upgrade_ops.as_diffs()


def produce_migrations(context, metadata):
    AutogenContext(context, metadata=metadata)
    from . import models
    from .operations import from_host

    compared = _with_metadata(context, metadata)
    answer = call(
        "compare_metadata",
        connection=_lower.connection(context.connection),
        settings=_settings(compared),
        models=models.describe(compared),
    )
    upgrade = UpgradeOps(from_host(answer["upgrade_ops"], compared))
    downgrade = DowngradeOps(from_host(answer["downgrade_ops"], compared))
    return MigrationScript(None, upgrade, downgrade)


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
    options = {
        "sqlalchemy_module_prefix": sqlalchemy_module_prefix,
        "alembic_module_prefix": alembic_module_prefix,
        "render_as_batch": render_as_batch,
        "user_module_prefix": user_module_prefix,
        "render_item": render_item,
    }
    return _rendered(up_or_down_op, migration_context, options)["text"]


def _rendered(container, context, options, renders=True):
    """Has operations written; `renders` says whether the user's renderers are asked."""
    from .. import _run
    from .operations import to_host
    from .rendered import ItemRenderer

    dialect = None
    if context is None:
        from ..runtime.migration import MigrationContext

        context = MigrationContext(_lower.dialect("postgresql"), None, {})
    else:
        dialect = context.dialect.name
    render_item = options.pop("render_item", None)
    written = _copied(context, render_item=render_item, **options)
    settings = {key: value for key, value in options.items() if value is not None}
    if render_item is not None:
        settings["render_item"] = _run.hand_over(ItemRenderer(lambda: written))
    convention = _lower.naming_convention(context.opts.get("target_metadata"))
    if convention:
        settings["naming_convention"] = convention
    steps = to_host(container, written, renders=renders)
    if not renders:
        # It stands above what the user's renderer returns.
        steps = [{key: value for key, value in step.items() if key != "note"} for step in steps]
    arguments = {"dialect": dialect, "settings": settings, "operations": steps}
    return call("render_operations", arguments=arguments)


def _copied(context, **options):
    """Returns a context with other options; the one that is given stays as it is."""
    copied = type(context).__new__(type(context))
    copied.__dict__.update(context.__dict__)
    copied.opts = dict(context.opts, **options)
    return copied


def _with_metadata(context, metadata):
    return _copied(context, target_metadata=metadata)


# What comparing depends on.
_PLAIN = (
    "autogenerate_plugins",
    "compare_server_default",
    "compare_type",
    "include_schemas",
    "version_table",
    "version_table_schema",
)


def _settings(context):
    from .hooks import adapters

    options = context.opts
    settings = {name: options[name] for name in _PLAIN if options.get(name) is not None}
    settings = {name: value for name, value in settings.items() if not callable(value)}
    settings.update(adapters(options, lambda: context))
    convention = _lower.naming_convention(options.get("target_metadata"))
    if convention:
        settings["naming_convention"] = convention
    plugins = sys.modules.get("alembic.runtime.plugins")
    if plugins is not None:
        settings["own_plugins"] = list(plugins._all_plugins)
    return settings


class AutogenContext:
    """What `render_item`, renderers and comparators are given."""

    def __init__(self, migration_context, metadata=None, opts=None, autogenerate=True):
        if autogenerate and migration_context is not None and migration_context.as_sql:
            raise CommandError(
                "autogenerate can't use as_sql=True as it prevents querying the database for schema information"
            )
        self.opts = migration_context.opts if opts is None else opts
        self.metadata = self.opts.get("target_metadata") if metadata is None else metadata
        if autogenerate and self.metadata is None and migration_context.script is not None:
            raise CommandError(
                "Can't proceed with --autogenerate option; environment script %s does not provide a MetaData object "
                "or sequence of objects to the context." % migration_context.script.env_py_location
            )
        self._object_filters = [self.opts["include_object"]] if self.opts.get("include_object") else []
        self._name_filters = [self.opts["include_name"]] if self.opts.get("include_name") else []
        self.migration_context = migration_context
        self.connection = migration_context.bind
        self.dialect = migration_context.dialect
        self.imports = set()
        self._has_batch = False

    @property
    def inspector(self):
        if self.connection is None:
            raise TypeError("can't return inspector as this AutogenContext has no database connection")
        from sqlalchemy import inspect

        return inspect(self.connection)

    def run_name_filters(self, name, type_, parent_names):
        if "schema_name" in parent_names:
            table_name = name if type_ == "table" else parent_names.get("table_name")
            if table_name:
                schema_name = parent_names["schema_name"]
                qualified = "%s.%s" % (schema_name, table_name) if schema_name else table_name
                parent_names["schema_qualified_table_name"] = qualified
        return all(function(name, type_, parent_names) for function in self._name_filters)

    def run_object_filters(self, object_, name, type_, reflected, compare_to):
        return all(function(object_, name, type_, reflected, compare_to) for function in self._object_filters)

    run_filters = run_object_filters

    @property
    def sorted_tables(self):
        return [table for metadata in to_list(self.metadata) for table in metadata.sorted_tables]

    @property
    def table_key_to_table(self):
        from .models import tables_of

        return tables_of(_with_metadata(self.migration_context, self.metadata))


class RevisionContext:
    """One new revision before its file is written."""

    def __init__(self, config, script_directory, command_args, process_revision_directives=None):
        self.config = config
        self.script_directory = script_directory
        self.command_args = command_args
        self.process_revision_directives = process_revision_directives
        self.template_args = {"config": config}
        self._migration_context = None
        self.generated_revisions = [self._default_revision()]

    def _default_revision(self):
        from ..util.langhelpers import rev_id

        given = self.command_args
        header = {name: given.get(name) for name in _HEADER}
        return MigrationScript(given.get("rev_id") or rev_id(), UpgradeOps([]), DowngradeOps([]), **header)

    def run_autogenerate(self, rev, migration_context):
        if self.command_args.get("sql"):
            raise CommandError("Using --sql with --autogenerate does not make any sense")
        found = produce_migrations(migration_context, migration_context.opts.get("target_metadata"))
        last = self.generated_revisions[-1]
        last.upgrade_ops_list[-1].ops += found.upgrade_ops.ops
        last.downgrade_ops_list[-1].ops[:0] = found.downgrade_ops.ops
        self.run_no_autogenerate(rev, migration_context)

    def run_no_autogenerate(self, rev, migration_context):
        self._migration_context = migration_context
        for hook in (self.process_revision_directives, migration_context.opts.get("process_revision_directives")):
            if hook:
                hook(migration_context, rev, self.generated_revisions)

    def generate_scripts(self):
        """Writes the file of each revision that hooks have left."""
        for script in self.generated_revisions:
            yield self._written(script)

    def _written(self, script):
        template_args = {key: value for key, value in self.template_args.items() if key != "config"}
        imports = set(script.imports)
        for container in script.upgrade_ops_list + script.downgrade_ops_list:
            token = getattr(container, "upgrade_token", None) or container.downgrade_token
            rendered = _rendered(container, self._migration_context, self._render_options())
            template_args[token] = rendered["text"]
            imports.update(rendered["imports"])
        template_args["imports"] = "\n".join(sorted(imports))
        return self.script_directory.generate_revision(
            script.rev_id,
            script.message,
            head=script.head,
            splice=bool(script.splice),
            branch_labels=script.branch_label,
            version_path=script.version_path,
            depends_on=script.depends_on,
            **template_args,
        )

    def _render_options(self):
        names = ("sqlalchemy_module_prefix", "alembic_module_prefix", "user_module_prefix", "render_as_batch", "render_item")
        opts = {} if self._migration_context is None else self._migration_context.opts
        return {name: opts.get(name) for name in names}


_HEADER = ("message", "head", "splice", "branch_label", "version_path", "depends_on")
