"""The script directory as env.py and scripts read it; the revisions and their graph are the host's.

Requests `script_directory`: `get_revision` {id}, `get_revisions` {id}, `walk_revisions` {base, head},
`iterate_revisions` {upper, lower, …}, `get_all_current` {id}, `get_heads` {consider_depends_on}, `get_bases`,
`get_current_head`, `as_revision_number` {id}. Revisions come as dicts with the attributes of `Script` below. A directory
that is not the run's own is asked with its `config`.
"""

import os

from _host import call

from ..util.exc import CommandError
from .revision import RevisionMap


# Whether user code has written revisions that the directory of the run does not know.
_written_since = False


class ScriptDirectory:
    def __init__(
        self,
        dir,
        file_template="%(rev)s_%(slug)s",
        truncate_slug_length=40,
        version_locations=None,
        sourceless=False,
        output_encoding="utf-8",
        timezone=None,
        hooks=[],
        recursive_version_locations=False,
        messaging_opts={},
    ):
        self.dir = os.fspath(dir)
        self.file_template = file_template
        self.truncate_slug_length = truncate_slug_length or 40
        self.version_locations = [os.fspath(location) for location in version_locations or ()]
        self.sourceless = sourceless
        self.output_encoding = output_encoding
        self.timezone = timezone
        self.hooks = hooks
        self.recursive_version_locations = recursive_version_locations
        self.messaging_opts = messaging_opts
        self.revision_map = RevisionMap(self)
        # What a directory was made from; None: it is the run's own, which the host has read.
        self._config = None

    @classmethod
    def _of_run(cls, data, config, is_inner=False):
        directory = cls(data.get("dir") or "", version_locations=data.get("version_locations"))
        for key in ("file_template", "truncate_slug_length", "output_encoding", "timezone"):
            if data.get(key) is not None:
                setattr(directory, key, data[key])
        if is_inner:
            directory._config = config
        return directory

    @classmethod
    def from_config(cls, config):
        """Returns the directory of a Config: that of the run, or another one, whose files are read anew."""
        from .. import _run

        running = _run.environment_context
        if running is not None and config is running.config and not _written_since:
            return running.script
        return cls._of_config(config)

    @classmethod
    def _of_config(cls, config):
        from .. import _inner

        location = config.get_alembic_option("script_location")
        if location is None:
            raise CommandError("No 'script_location' key found in configuration.")
        data = call("script_directory", method="settings", arguments={}, config=_inner.wire(config))
        return cls._of_run(data, config, True)

    @property
    def versions(self):
        if len(self.version_locations) > 1:
            raise CommandError("Multiple version_locations present")
        if self.version_locations:
            return os.path.abspath(self.version_locations[0])
        return os.path.abspath(os.path.join(self.dir, "versions"))

    @property
    def env_py_location(self):
        return os.path.join(self.dir, "env.py")

    def walk_revisions(self, base="base", head="heads"):
        for revision in self._ask("walk_revisions", base=base, head=head):
            yield self._script(revision)

    def iterate_revisions(self, upper, lower, **kw):
        for revision in self._ask("iterate_revisions", upper=upper, lower=lower, **kw):
            yield self._script(revision)

    def get_revision(self, id_):
        return self._script(self._ask("get_revision", id=id_))

    def get_revisions(self, id_):
        return tuple(self._script(revision) for revision in self._ask("get_revisions", id=id_))

    def get_all_current(self, id_):
        return {self._script(revision) for revision in self._ask("get_all_current", id=id_)}

    def as_revision_number(self, id_):
        if id_ is None:
            return None
        number = self._ask("as_revision_number", id=id_)
        return tuple(number) if isinstance(number, list) else number

    def get_current_head(self):
        return self._ask("get_current_head")

    def get_heads(self, consider_depends_on=False):
        return self._ask("get_heads", consider_depends_on=consider_depends_on)

    def get_base(self):
        bases = self.get_bases()
        if len(bases) > 1:
            raise CommandError("The script directory has multiple bases. Please use get_bases().")
        return bases[0] if bases else None

    def get_bases(self):
        return self._ask("get_bases")

    def generate_revision(
        self,
        revid,
        message,
        head=None,
        splice=False,
        branch_labels=None,
        version_path=None,
        file_template=None,
        depends_on=None,
        **kw
    ):
        """Writes the file of a new revision, without asking env.py."""
        from .. import _inner, _run

        global _written_since
        if file_template is not None:
            raise NotImplementedError("ScriptDirectory.generate_revision(file_template=…): set it in the Config")
        config = self._config or _run.environment_context.config
        written = _inner.command(
            config,
            "generate_revision",
            rev_id=revid,
            message=message,
            head="head" if head is None else head,
            splice=splice,
            branch_label=branch_labels,
            version_path=None if version_path is None else os.fspath(version_path),
            depends_on=depends_on,
            template_args={key: value for key, value in kw.items() if key != "config"},
        )
        _written_since = True
        self._config = config
        return self.get_revision(written[0])

    def run_env(self):
        raise NotImplementedError("ScriptDirectory.run_env(): env.py is run by the commands")

    def _ask(self, method, **arguments):
        if self._config is None:
            return call("script_directory", method=method, arguments=arguments)
        from .. import _inner

        return call("script_directory", method=method, arguments=arguments, config=_inner.wire(self._config))

    def _script(self, data):
        return Script(self, data) if data is not None else None


class Script:
    """One revision and its file."""

    def __init__(self, directory, data):
        self._directory = directory
        self.revision = data["revision"]
        self.path = data.get("path")
        self.down_revision = _tuple(data.get("down_revision"))
        self.branch_labels = set(data.get("branch_labels") or ())
        self.dependencies = _tuple(data.get("dependencies"))
        self.nextrev = frozenset(data.get("nextrev") or ())
        self.longdoc = (data.get("doc") or "").strip()
        self.is_head = data.get("is_head", not self.nextrev)

    @property
    def doc(self):
        return self.longdoc.split("\n\n")[0]

    @property
    def module(self):
        from .._run import load_module

        return load_module(self.path)

    @property
    def is_base(self):
        return self.down_revision is None

    @property
    def is_branch_point(self):
        return len(self.nextrev) > 1

    @property
    def is_merge_point(self):
        return len(self._versioned_down_revisions) > 1

    @property
    def _versioned_down_revisions(self):
        if self.down_revision is None:
            return ()
        return (self.down_revision,) if isinstance(self.down_revision, str) else self.down_revision

    @property
    def _marks(self):
        marks = (
            (self.is_head, " (head)"),
            (self.is_branch_point, " (branchpoint)"),
            (self.is_merge_point, " (mergepoint)"),
        )
        return "".join(text for is_so, text in marks if is_so)

    def cmd_format(
        self, verbose, include_branches=False, include_doc=False, include_parents=False, tree_indicators=True
    ):
        """One line as the listings have it, or the whole entry."""
        if verbose:
            return self.log_entry
        text = self.revision
        if include_parents:
            needed = " (%s)" % _comma(self.dependencies) if self.dependencies else ""
            text = "%s%s -> %s" % (self._parents(), needed, text)
        if include_branches and self.branch_labels:
            text += " (%s)" % _comma(sorted(self.branch_labels))
        if tree_indicators:
            text += self._marks
        elif self.is_head:
            text += " (head)"
        return "%s, %s" % (text, self.doc) if include_doc else text

    def _parents(self):
        return ", ".join(self._versioned_down_revisions) or "<base>"

    @property
    def log_entry(self):
        lines = ["Rev: %s%s" % (self.revision, self._marks)]
        lines.append("%s: %s" % ("Merges" if self.is_merge_point else "Parent", self._parents()))
        if self.dependencies:
            lines.append("Also depends on: %s" % _comma(self.dependencies))
        if self.is_branch_point:
            lines.append("Branches into: %s" % _comma(sorted(self.nextrev)))
        if self.branch_labels:
            lines.append("Branch names: %s" % _comma(sorted(self.branch_labels)))
        lines.append("Path: %s" % self.path)
        text = "\n".join("    %s" % line for line in self.longdoc.splitlines())
        return "%s\n\n%s\n" % ("\n".join(lines), text)

    def __str__(self):
        return "%s -> %s%s, %s" % (self._parents(), self.revision, self._marks, self.doc)

    def __repr__(self):
        arguments = [repr(self.revision), repr(self.down_revision)]
        if self.dependencies:
            arguments.append("dependencies=%r" % (self.dependencies,))
        if self.branch_labels:
            arguments.append("branch_labels=%r" % (self.branch_labels,))
        return "Script(%s)" % ", ".join(arguments)

    def __eq__(self, other):
        return isinstance(other, Script) and other.revision == self.revision

    def __hash__(self):
        return hash(self.revision)


def _tuple(value):
    """Alembic's habit: none is None, one is a string, several are a tuple."""
    if not isinstance(value, list):
        return value
    return tuple(value) if len(value) > 1 else value[0] if value else None


def _comma(value):
    return value if isinstance(value, str) else ", ".join(value)
