"""Pages of results: an application's own; they can be imported and derived from."""


class Pagination:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError(
            "%s is not served: it needs the running Flask application; run this project with its own Python"
            % type(self).__name__
        )


class SelectPagination(Pagination):
    pass


class QueryPagination(Pagination):
    pass
