"""`starlette.datastructures`: what settings are cast to; the rest is permissive."""


class Secret:
    """A value that is not shown."""

    def __init__(self, value):
        self._value = value

    def __repr__(self):
        return "Secret('**********')"

    def __str__(self):
        return self._value

    def __bool__(self):
        return bool(self._value)


class CommaSeparatedStrings:
    """`a, b` as a sequence."""

    def __init__(self, value):
        if isinstance(value, str):
            from shlex import shlex

            splitter = shlex(value, posix=True)
            splitter.whitespace = ","
            splitter.whitespace_split = True
            self._items = [item.strip() for item in splitter]
        else:
            self._items = list(value)

    def __len__(self):
        return len(self._items)

    def __getitem__(self, index):
        return self._items[index]

    def __iter__(self):
        return iter(self._items)

    def __repr__(self):
        return "CommaSeparatedStrings(%r)" % (self._items,)

    def __str__(self):
        return ", ".join(repr(item) for item in self._items)


class URL:
    """A URL in pieces."""

    def __init__(self, url="", scope=None, **components):
        self._url = str(url)

    @property
    def components(self):
        from urllib.parse import urlsplit

        return urlsplit(self._url)

    scheme = property(lambda self: self.components.scheme)
    netloc = property(lambda self: self.components.netloc)
    path = property(lambda self: self.components.path)
    query = property(lambda self: self.components.query)
    fragment = property(lambda self: self.components.fragment)
    username = property(lambda self: self.components.username)
    password = property(lambda self: self.components.password)
    hostname = property(lambda self: self.components.hostname)
    port = property(lambda self: self.components.port)

    def replace(self, **pieces):
        return URL(self.components._replace(**pieces).geturl())

    def __eq__(self, other):
        return str(self) == str(other)

    def __hash__(self):
        return hash(self._url)

    def __str__(self):
        return self._url

    def __repr__(self):
        shown = str(self.replace(netloc=self.netloc.replace(":%s@" % self.password, ":********@"))) if self.password else self._url
        return "URL(%r)" % shown


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    from _stand_ins import Value

    return Value("starlette.datastructures." + name)
