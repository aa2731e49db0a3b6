"""Renders every template here with the real Mako and records the text: rendered.json.

    python record_templates.py

Needs a Python with alembic installed. The Rust tests read only what was recorded.
"""

import datetime
import json
import pathlib

from alembic.util import format_as_comma
from mako.template import Template

HERE = pathlib.Path(__file__).parent


class Config:
    def __init__(self, options):
        self.options = options

    def get_main_option(self, name, default=None):
        return self.options.get(name, default)


def value(recorded, name):
    if not isinstance(recorded, dict):
        return recorded
    if name == "config":
        return Config(recorded)
    ((kind, content),) = recorded.items()
    return {"tuple": tuple, "list": list, "datetime": datetime.datetime.fromisoformat}[kind](content)


def variables(recorded):
    values = {name: value(content, name) for name, content in recorded.items()}
    return {**values, "comma": format_as_comma}


def sets():
    recorded = json.loads((HERE / "variables.json").read_text())
    return {name: variables(content) for name, content in recorded.items()}


def rendered(render):
    try:
        return render()
    except Exception as error:
        return {"error": type(error).__name__}


def main():
    goldens = {}
    for file in sorted((HERE / "templates").glob("*.mako")):
        template = Template(filename=str(file))
        goldens[file.stem] = {name: rendered(lambda: template.render_unicode(**values)) for name, values in sets().items()}
    text = json.dumps(goldens, indent=1, ensure_ascii=False)
    (HERE / "rendered.json").write_text(text + "\n")
    print(sum(map(len, goldens.values())), "renderings of", len(goldens), "templates")


if __name__ == "__main__":
    main()
