"""Classes that answer requests: they can be derived from and routed."""

from _stand_ins import Value


class View:
    methods = None
    provide_automatic_options = None
    decorators = []
    init_every_request = True

    @classmethod
    def as_view(cls, name, *class_args, **class_kwargs):
        return Value("flask.views.%s.as_view()" % cls.__name__)


class MethodView(View):
    pass
