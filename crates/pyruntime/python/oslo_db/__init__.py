"""oslo.db: columns, types and questions of scripts; sessions and retries are stand-ins."""
