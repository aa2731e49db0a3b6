"""`hashlib`: the hash functions of the interpreter, and BLAKE2 with all of its parameters."""

import _blake2
import _hashlib
from _hashlib import pbkdf2_hmac  # noqa: F401

_NAMES = (
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128",
    "shake_256",
)
globals().update({name: getattr(_hashlib, "openssl_" + name) for name in _NAMES})
algorithms_guaranteed = {*_NAMES, "blake2b", "blake2s"}
algorithms_available = set(algorithms_guaranteed)
__all__ = (*_NAMES, "blake2b", "blake2s", "new", "algorithms_guaranteed", "algorithms_available", "file_digest", "pbkdf2_hmac")


def new(name, data=b"", **keywords):
    """The hash function of that name, fed with the data."""
    known = name.lower().replace("-", "_") if isinstance(name, str) else name
    if known in ("blake2b", "blake2s"):
        return globals()[known](data, **keywords)
    if known not in algorithms_guaranteed:
        return _hashlib.new(name, data, **keywords)
    return globals()[known](data, **keywords)


def blake2b(data=b"", /, **parameters):
    return _blake("blake2b", data, parameters)


def blake2s(data=b"", /, **parameters):
    return _blake("blake2s", data, parameters)


blake2b.MAX_DIGEST_SIZE = blake2b.MAX_KEY_SIZE = 64
blake2b.SALT_SIZE = blake2b.PERSON_SIZE = 16
blake2s.MAX_DIGEST_SIZE = blake2s.MAX_KEY_SIZE = 32
blake2s.SALT_SIZE = blake2s.PERSON_SIZE = 8


def _blake(name, data, parameters):
    parameters.pop("usedforsecurity", None)
    if not parameters:
        return getattr(_blake2, name)(data)
    import _blake2_parameters

    return _blake2_parameters.make(name, data, parameters)


def scrypt(*arguments, **keywords):
    raise NotImplementedError("hashlib.scrypt() is not part of the embedded Python; hashlib.pbkdf2_hmac() is")


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    """A hash fed with all that a file opened for reading bytes still holds."""
    made = new(digest) if isinstance(digest, str) else digest()
    if not hasattr(fileobj, "read"):
        raise ValueError("'%r' is not a file-like object in binary reading mode." % (fileobj,))
    while part := fileobj.read(_bufsize):
        if isinstance(part, str):
            raise ValueError("'%r' is not a file-like object in binary reading mode." % (fileobj,))
        made.update(part)
    return made
