"""Functions of a module that forward to the object which is current while a run goes on."""

_NOT_ESTABLISHED = (
    "Can't invoke function '%s', as the proxy object has not yet been established for the Alembic '%s' class.  "
    "Try placing this code inside a callable."
)


def forwarder(module_globals, name, class_name):
    """Returns a function that calls the method `name` of the module's `_proxy`."""

    def forward(*arguments, **keywords):
        proxy = module_globals["_proxy"]
        if proxy is None:
            raise NameError(_NOT_ESTABLISHED % (name, class_name))
        return getattr(proxy, name)(*arguments, **keywords)

    forward.__name__ = forward.__qualname__ = name
    module_globals[name] = forward
    return forward
