"""Stand-in for `greenlet`: SQLAlchemy's async engine needs none here."""


class GreenletExit(BaseException):
    pass


class greenlet:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError("greenlet.greenlet is not served while migrations run")


def getcurrent():
    raise NotImplementedError("greenlet.getcurrent() is not served while migrations run")
