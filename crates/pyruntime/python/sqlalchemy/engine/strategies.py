"""An address that old code imports."""

from .mock import MockConnection, create_mock_engine
