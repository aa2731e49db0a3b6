"""`inspect.signature(Model)`."""


def signature(cls):
    from inspect import Parameter, Signature

    parameters = []
    for name, field in cls.__pydantic_own_fields__.items():
        shown = field.alias if isinstance(field.alias, str) and field.alias.isidentifier() else name
        default = Parameter.empty if field.is_required() else field.get_default(call_default_factory=False)
        parameters.append(Parameter(shown, Parameter.KEYWORD_ONLY, default=default, annotation=field.annotation))
    return Signature(parameters, return_annotation=None)
