"""Reads a URL as the WHATWG standard says: what `pydantic_core.Url` and `MultiHostUrl` are made of."""

# Schemes with rules of their own, and their ports.
SPECIAL = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21, "file": None}

_FRAGMENT = frozenset(' "<>`')
_QUERY = frozenset(' "#<>')
_PATH = frozenset(' "#<>?`{}^')
_USERINFO = _PATH | frozenset("/:;=@[\\]|")
_FORBIDDEN_IN_HOST = frozenset(" #/:<>?@[\\]^|")


class BadUrl(Exception):
    """The text is no URL; the message says why."""


class Host:
    """One server of a URL."""

    def __init__(self, username, password, host, port):
        self.username = username
        self.password = password
        self.host = host
        self.port = port


class Parts:
    """A URL in pieces."""

    def __init__(self, scheme, hosts, path, query, fragment, has_authority):
        self.scheme = scheme
        self.hosts = hosts
        self.path = path
        self.query = query
        self.fragment = fragment
        self.has_authority = has_authority

    def text(self):
        result = self.scheme + ":"
        if self.has_authority:
            result += "//" + ",".join(self._host_text(host) for host in self.hosts)
        result += self.path or ""
        if self.query is not None:
            result += "?" + self.query
        if self.fragment is not None:
            result += "#" + self.fragment
        return result

    def _host_text(self, host):
        text = host.host or ""
        if host.port is not None and host.port != SPECIAL.get(self.scheme):
            text += ":%d" % host.port
        if host.username is None and host.password is None:
            return text
        secret = "" if host.password is None else ":" + host.password
        return "%s%s@%s" % (host.username or "", secret, text)


def encode(text, reserved):
    """Percent-encodes control characters, what is not ASCII, and `reserved`."""
    if text.isascii() and text.isprintable() and not reserved.intersection(text):
        return text
    done = []
    for letter in text:
        if letter in reserved or not " " <= letter <= "~":
            done.extend("%%%02X" % byte for byte in letter.encode("utf-8"))
        else:
            done.append(letter)
    return "".join(done)


def parse(text, several_hosts):
    """Takes a URL apart."""
    text = text.strip("".join(map(chr, range(33))))
    for ignored in "\t\n\r":
        text = text.replace(ignored, "")
    if not text:
        raise BadUrl("input is empty")
    scheme, colon, rest = text.partition(":")
    known = scheme[:1].isalpha() and scheme.isascii() and scheme.replace("+", "a").replace("-", "a").replace(".", "a").isalnum()
    if not colon or not known:
        raise BadUrl("relative URL without a base")
    scheme = scheme.lower()
    rest, sign, fragment = rest.partition("#")
    fragment = encode(fragment, _FRAGMENT) if sign else None
    rest, sign, query = rest.partition("?")
    query = encode(query, _QUERY) if sign else None
    is_special = scheme in SPECIAL
    if is_special:
        rest = rest.replace("\\", "/")
        if scheme != "file":
            rest = "//" + rest.lstrip("/")
    if not rest.startswith("//"):
        path = _path(rest, False) if rest.startswith("/") else encode(rest, frozenset())
        hosts = [Host(None, None, None, None)] if is_special else []
        return Parts(scheme, hosts, path or None, query, fragment, is_special)
    authority, slash, path = rest[2:].partition("/")
    path = _path(slash + path, is_special)
    hosts = authority.split(",") if several_hosts and authority else [authority]
    hosts = [_host(host, scheme) for host in hosts]
    return Parts(scheme, hosts, path or None, query, fragment, True)


def _host(text, scheme):
    userinfo, at, address = text.rpartition("@")
    username, colon, password = userinfo.partition(":")
    username = encode(username, _USERINFO) or None
    password = encode(password, _USERINFO) or None
    name, port = address, None
    end = address.rfind("]")
    colon = address.find(":", end + 1)
    if colon >= 0:
        name, digits = address[:colon], address[colon + 1 :]
        if digits and (not digits.isdigit() or int(digits) > 65535):
            raise BadUrl("invalid port number")
        port = int(digits) if digits else None
    if not name and (at or port is not None or scheme in SPECIAL and scheme != "file"):
        raise BadUrl("empty host")
    return Host(username, password, _host_name(name, scheme) or None, port)


def _host_name(name, scheme):
    if name.startswith("["):
        if not name.endswith("]") or name.count(":") < 2:
            raise BadUrl("invalid IPv6 address")
        return name.lower()
    if scheme not in SPECIAL:
        if _FORBIDDEN_IN_HOST.intersection(name):
            raise BadUrl("invalid domain character")
        return encode(name, frozenset())
    if "%" in name:
        from urllib.parse import unquote

        name = unquote(name)
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            raise BadUrl("invalid international domain name") from None
    if _FORBIDDEN_IN_HOST.intersection(name) or "%" in name:
        raise BadUrl("invalid international domain name")
    return name.lower()


def _path(text, is_special):
    if not text:
        return "/" if is_special else ""
    kept = []
    segments = text[1:].split("/")
    for number, segment in enumerate(segments):
        plain = segment.replace("%2e", ".").replace("%2E", ".")
        is_last = number == len(segments) - 1
        if plain == "..":
            if kept:
                kept.pop()
            if is_last:
                kept.append("")
        elif plain == ".":
            if is_last:
                kept.append("")
        else:
            kept.append(encode(segment, _PATH))
    return "/" + "/".join(kept)


def compose(scheme, hosts, path, query, fragment):
    """The text that `build` makes; it is parsed again, which also encodes it."""
    texts = []
    for host in hosts:
        text = ""
        username, password = host.get("username"), host.get("password")
        if username or password:
            text = "%s%s@" % (username or "", ":" + password if password else "")
        text += host.get("host") or ""
        if host.get("port") is not None:
            if not isinstance(host["port"], int):
                raise TypeError("%r object cannot be interpreted as an integer" % type(host["port"]).__name__)
            text += ":%d" % host["port"]
        texts.append(text)
    result = "%s://%s" % (scheme, ",".join(texts))
    if path is not None:
        result += "/" + path
    if query is not None:
        result += "?" + query
    if fragment is not None:
        result += "#" + fragment
    return result
