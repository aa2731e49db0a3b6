"""`sqlalchemy.engine`: engines, connections, results and URLs by name."""

from sqlalchemy import _lazy

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    {
        "sqlalchemy.engine.base": "Connection Engine NestedTransaction RootTransaction Transaction TwoPhaseTransaction",
        "sqlalchemy.engine.create": "create_engine create_pool_from_url engine_from_config",
        "sqlalchemy.engine.url": "make_url URL",
        "sqlalchemy.engine.result": "ChunkedIteratorResult CursorResult FilterResult FrozenResult IteratorResult"
        " MappingResult MergedResult Result result_tuple ResultProxy ScalarResult TupleResult",
        "sqlalchemy.engine.row": "BaseRow Row RowMapping LegacyRow",
        "sqlalchemy.engine.default": "Dialect",
        "sqlalchemy.engine.mock": "create_mock_engine MockConnection",
        "sqlalchemy.engine.reflection": "Inspector ObjectKind ObjectScope",
        "sqlalchemy.engine.interfaces": "AdaptedConnection BindTyping Compiled Connectable ConnectArgsType"
        " ConnectionEventsTarget CreateEnginePlugin ExceptionContext ExecutionContext TypeCompiler",
    },
    "base create cursor default interfaces mock reflection result row strategies url util",
)
