"""Writes what `upgrade FROM:TO --sql` prints, for each line FROM:TO of the standard input, as PLACE.sql or PLACE.failed.

One process for all of them: the program itself would read every version file again for each.
"""

import io
import pathlib
import sys

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

folder = pathlib.Path(sys.argv[2])
config = Config(sys.argv[1])
scripts = ScriptDirectory.from_config(config)
for place, words in enumerate(sys.stdin.read().split()):
    start, end = words.split(":")
    config.output_buffer = text = io.StringIO()

    def steps(current, context):
        return scripts._upgrade_revs(end, current)

    try:
        with EnvironmentContext(config, scripts, fn=steps, as_sql=True, starting_rev=start, destination_rev=end):
            scripts.run_env()
    except BaseException as error:
        (folder / f"{place}.failed").write_text(f"{type(error).__name__}: {error}")
    else:
        (folder / f"{place}.sql").write_text(text.getvalue())
