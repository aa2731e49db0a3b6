"""`sqlalchemy.ext.asyncio`: coroutines that never really wait, for env.py files written for asyncio."""

from sqlalchemy import _lazy

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    {
        "sqlalchemy.ext.asyncio.engine": "async_engine_from_config AsyncConnection AsyncEngine AsyncTransaction"
        " create_async_engine create_async_pool_from_url",
        "sqlalchemy.ext.asyncio.result": "AsyncMappingResult AsyncResult AsyncScalarResult AsyncTupleResult",
        "sqlalchemy.ext.asyncio.session": "async_object_session async_scoped_session async_session async_sessionmaker"
        " AsyncAttrs AsyncSession AsyncSessionTransaction close_all_sessions",
    },
    "engine result session",
)
