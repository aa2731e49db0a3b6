"""Records what Python makes of tricky settings: configparser, alembic's Config, make_url, python-dotenv, fileConfig.

Run with the Python of the oracle (alembic 1.20.1, SQLAlchemy 2.1.9, python-dotenv 1.2.4):
    python record_config.py > config.json
"""

import json
import os

from choose_cases import CHOOSE, choose_case
from config_cases import CONFIG, config_case
from dotenv_cases import DOTENV, DOTENV_VARIABLES, dotenv_case
from ini_cases import INI, ini_case
from logging_cases import LOGGING, logging_case
from url_cases import URLS, url_case
from warnings_cases import WARNINGS, warnings_case


def main():
    os.environ.update(DOTENV_VARIABLES)
    for name in ("NOPE", "A", "X"):
        os.environ.pop(name, None)
    recorded = {
        "ini": [ini_case(text) for text in INI],
        "config": [config_case(case) for case in CONFIG],
        "choose": [choose_case(*case) for case in CHOOSE],
        "urls": [url_case(text) for text in URLS],
        "dotenv": [dotenv_case(text) for text in DOTENV],
        "logging": [logging_case(text) for text in LOGGING],
        "warnings": [warnings_case(text) for text in WARNINGS],
    }
    lines = ["{"]
    for index, (kind, cases) in enumerate(recorded.items()):
        lines.append(f' "{kind}": [')
        lines.append(",\n".join("  " + json.dumps(case) for case in cases))
        lines.append(" ]" + ("," if index + 1 < len(recorded) else ""))
    lines.append("}")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
