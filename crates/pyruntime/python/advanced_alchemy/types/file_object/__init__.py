"""Files whose description is a column: the description is JSON."""

from sqlalchemy.types import TypeDecorator

from ..json import JsonB


class FileObject:
    """Named by models."""


class FileObjectList(list):
    """Likewise."""


class StorageBackend:
    """Where the application keeps files; migrations ask for none."""

    def __init__(self, key=None, *args, **kwargs):
        self.key = key


class StorageRegistry:
    def __init__(self, *args, **kwargs):
        self._keys = set()

    def register_backend(self, value, key=None, **kwargs):
        self._keys.add(key or getattr(value, "key", None))

    def is_registered(self, key):
        return key in self._keys

    def get_backend(self, key):
        return StorageBackend(key)


storages = StorageRegistry()


class StoredObject(TypeDecorator):
    impl = JsonB
    cache_ok = True

    def __init__(self, backend=None, multiple=False, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.storage_key = backend if isinstance(backend, str) else getattr(backend, "key", None)
        self.multiple = multiple

    def __repr__(self):
        return "StoredObject(backend=%r%s)" % (self.storage_key, ", multiple=True" if self.multiple else "")
