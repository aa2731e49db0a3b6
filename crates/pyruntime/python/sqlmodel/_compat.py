"""What models name of it: their settings, as a dictionary."""

from pydantic import VERSION as PYDANTIC_VERSION
from pydantic import ConfigDict

IS_PYDANTIC_V2 = not PYDANTIC_VERSION.startswith("1.")


class SQLModelConfig(ConfigDict):
    """`SQLModelConfig(table=True)`."""
