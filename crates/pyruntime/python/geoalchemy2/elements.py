"""Values of spatial columns: they only carry what they are given."""


class WKTElement:
    def __init__(self, data, srid=-1, extended=None):
        self.data, self.srid, self.extended = data, srid, extended

    def __str__(self):
        return str(self.data)


class WKBElement(WKTElement):
    pass


class RasterElement(WKTElement):
    pass
