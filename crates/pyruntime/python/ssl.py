"""Stand-in for `ssl`: contexts are plain settings; encryption is done by Limbeck's own connections."""

CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED = 0, 1, 2
PROTOCOL_TLS, PROTOCOL_SSLv23, PROTOCOL_TLS_CLIENT, PROTOCOL_TLS_SERVER, PROTOCOL_TLSv1_2 = 2, 2, 16, 17, 5
OP_ALL, OP_NO_SSLv2, OP_NO_SSLv3, OP_NO_TLSv1, OP_NO_TLSv1_1 = 0x50, 0, 1 << 25, 1 << 26, 1 << 28
HAS_SNI = HAS_TLSv1_2 = HAS_TLSv1_3 = HAS_ALPN = True
OPENSSL_VERSION = "none (Limbeck)"
OPENSSL_VERSION_INFO = (3, 0, 0, 0, 0)


class SSLError(OSError):
    pass


class SSLCertVerificationError(SSLError, ValueError):
    pass


class SSLWantReadError(SSLError):
    pass


class SSLWantWriteError(SSLError):
    pass


class SSLEOFError(SSLError):
    pass


class SSLZeroReturnError(SSLError):
    pass


CertificateError = SSLCertVerificationError


class Purpose:
    SERVER_AUTH = "SERVER_AUTH"
    CLIENT_AUTH = "CLIENT_AUTH"


class TLSVersion:
    MINIMUM_SUPPORTED, SSLv3, TLSv1, TLSv1_1, TLSv1_2, TLSv1_3, MAXIMUM_SUPPORTED = -2, 768, 769, 770, 771, 772, -1


class VerifyMode:
    CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED = 0, 1, 2


class SSLContext:
    """What a connection is to be encrypted with."""

    def __init__(self, protocol=PROTOCOL_TLS):
        self.protocol = protocol
        self.verify_mode = CERT_REQUIRED if protocol == PROTOCOL_TLS_CLIENT else CERT_NONE
        self.check_hostname = protocol == PROTOCOL_TLS_CLIENT
        self.minimum_version = TLSVersion.MINIMUM_SUPPORTED
        self.maximum_version = TLSVersion.MAXIMUM_SUPPORTED
        self.options = OP_ALL
        self.cafile = self.capath = self.cadata = self.certfile = self.keyfile = None

    def load_verify_locations(self, cafile=None, capath=None, cadata=None):
        if cafile is None and capath is None and cadata is None:
            raise TypeError("cafile, capath and cadata cannot be all omitted")
        self.cafile, self.capath, self.cadata = cafile, capath, cadata

    def load_cert_chain(self, certfile, keyfile=None, password=None):
        self.certfile, self.keyfile = certfile, keyfile

    def load_default_certs(self, purpose=Purpose.SERVER_AUTH):
        """The system's certificates are what is used anyway."""

    def set_default_verify_paths(self):
        """The system's certificates are what is used anyway."""

    def set_ciphers(self, ciphers):
        """Limbeck chooses the ciphers."""

    def set_alpn_protocols(self, protocols):
        """Database connections have none."""

    def wrap_socket(self, *args, **kwargs):
        raise NotImplementedError("ssl.SSLContext.wrap_socket() is not served: while migrations run there are no sockets")

    wrap_bio = wrap_socket


def create_default_context(purpose=Purpose.SERVER_AUTH, *, cafile=None, capath=None, cadata=None):
    context = SSLContext(PROTOCOL_TLS_CLIENT if purpose == Purpose.SERVER_AUTH else PROTOCOL_TLS_SERVER)
    if cafile or capath or cadata:
        context.load_verify_locations(cafile, capath, cadata)
    return context


def _create_unverified_context(protocol=None, **options):
    return SSLContext()


_create_stdlib_context = _create_default_https_context = create_default_context


class SSLSocket:
    """What users name in annotations."""


class SSLObject:
    """What users name in annotations."""


def get_default_verify_paths():
    raise NotImplementedError("ssl.get_default_verify_paths() is not served")


def match_hostname(cert, hostname):
    raise NotImplementedError("ssl.match_hostname() is not served")
