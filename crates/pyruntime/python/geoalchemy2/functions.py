"""`geoalchemy2.functions`: refused when it is used."""


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def refused(*args, **kwargs):
        raise NotImplementedError("geoalchemy2.functions.%s() is not served: write the statement as text" % name)

    return refused
