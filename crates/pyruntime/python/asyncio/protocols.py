"""Protocols and transports: base classes that users derive from; nothing here ever drives them."""


class BaseProtocol:
    def connection_made(self, transport):
        """Called when a connection is made."""

    def connection_lost(self, exc):
        """Called when the connection is lost or closed."""


class Protocol(BaseProtocol):
    pass


class DatagramProtocol(BaseProtocol):
    pass


class SubprocessProtocol(BaseProtocol):
    pass


class BaseTransport:
    pass


class Transport(BaseTransport):
    pass


class AbstractServer:
    pass


class Server(AbstractServer):
    pass
