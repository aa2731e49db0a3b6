"""`pymysql.converters`: values are converted by Limbeck."""

conversions = {}
encoders = {}
decoders = {}


def escape_item(val, charset, mapping=None):
    raise NotImplementedError("pymysql.converters.escape_item() is not served: use bound parameters")
