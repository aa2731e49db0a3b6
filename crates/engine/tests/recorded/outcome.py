"""What became of a call."""


def outcome(function):
    """The result of a call, or its exception as a traceback names it."""
    try:
        return {"ok": function()}
    except Exception as error:
        module = type(error).__module__
        name = type(error).__qualname__
        return {"error": {"class": name if module == "builtins" else f"{module}.{name}", "text": str(error)}}
