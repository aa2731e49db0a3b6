"""`strtobool`, as settings use it."""

_MEANINGS = {
    **dict.fromkeys("y yes t true on 1".split(), 1),
    **dict.fromkeys("n no f false off 0".split(), 0),
}


def strtobool(val):
    word = val.lower()
    if word not in _MEANINGS:
        raise ValueError("invalid truth value %r" % (word,))
    return _MEANINGS[word]
