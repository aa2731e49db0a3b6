"""`anyio.abc`: names that annotations and `isinstance` use."""

import _driver

_NAMES = """
AsyncBackend AsyncFile AsyncResource BlockingPortal ByteReceiveStream ByteSendStream ByteStream CancelScope Listener
ObjectReceiveStream ObjectSendStream ObjectStream Process SocketAttribute SocketStream TaskGroup TaskStatus TestRunner
UNIXSocketStream UnreliableObjectStream
"""
globals().update(_driver.unused(*_NAMES.split()))
