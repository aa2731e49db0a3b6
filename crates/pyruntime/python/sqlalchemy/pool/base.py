"""`Pool` at its real address."""

from sqlalchemy.pool import ConnectionPoolEntry, Pool, PoolProxiedConnection, _ConnectionFairy, _ConnectionRecord
