"""Prints the revisions of an ini file in the order in which `upgrade heads` runs them: each with its parents.

Scripts print what they like when they are imported; a line that is meant begins with `step`.
"""

import sys

from alembic.config import Config
from alembic.script import ScriptDirectory

scripts = ScriptDirectory.from_config(Config(sys.argv[1]))
for step in scripts._upgrade_revs("heads", None):
    print("step", step.revision.revision, *step.revision._versioned_down_revisions)
