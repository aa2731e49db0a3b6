"""Stand-in for oslo.i18n: messages stay as they are written."""


class TranslatorFactory:
    def __init__(self, domain, localedir=None):
        self.domain = domain

    @property
    def primary(self):
        return str

    @property
    def contextual_form(self):
        return lambda context, text: text

    @property
    def plural_form(self):
        return lambda one, several, count: one if count == 1 else several

    log_info = log_warning = log_error = log_critical = primary


def translate(obj, desired_locale=None):
    return obj


def get_available_languages(domain):
    return ["en_US"]


def enable_lazy(enable=True):
    """Messages are never translated."""


def install(domain):
    import builtins

    builtins._ = str
