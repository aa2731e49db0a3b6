"""`app = Flask(__name__)`: its folders, settings, extensions and context."""

import logging
import os
import sys
from datetime import timedelta

from _stand_ins import Value

from .config import Config
from .globals import AppContext

_SETTINGS = {
    "DEBUG": None,
    "TESTING": False,
    "PROPAGATE_EXCEPTIONS": None,
    "SECRET_KEY": None,
    "SECRET_KEY_FALLBACKS": None,
    "PERMANENT_SESSION_LIFETIME": timedelta(days=31),
    "USE_X_SENDFILE": False,
    "TRUSTED_HOSTS": None,
    "SERVER_NAME": None,
    "APPLICATION_ROOT": "/",
    "SESSION_COOKIE_NAME": "session",
    "SESSION_COOKIE_DOMAIN": None,
    "SESSION_COOKIE_PATH": None,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SECURE": False,
    "SESSION_COOKIE_PARTITIONED": False,
    "SESSION_COOKIE_SAMESITE": None,
    "SESSION_REFRESH_EACH_REQUEST": True,
    "MAX_CONTENT_LENGTH": None,
    "MAX_FORM_MEMORY_SIZE": 500000,
    "MAX_FORM_PARTS": 1000,
    "SEND_FILE_MAX_AGE_DEFAULT": None,
    "TRAP_BAD_REQUEST_ERRORS": None,
    "TRAP_HTTP_EXCEPTIONS": False,
    "EXPLAIN_TEMPLATE_LOADING": False,
    "PREFERRED_URL_SCHEME": "http",
    "TEMPLATES_AUTO_RELOAD": None,
    "MAX_COOKIE_SIZE": 4093,
    "PROVIDE_AUTOMATIC_OPTIONS": True,
}

# What answers requests, renders pages or is a command of `flask`: it stands in, and nothing of it is done.
_SERVING = frozenset(
    """
    aborter add_template_filter add_template_global add_template_test add_url_rule after_request after_request_funcs
    async_to_sync before_first_request before_request before_request_funcs cli context_processor
    create_jinja_environment delete dispatch_request endpoint ensure_sync error_handler_spec errorhandler get
    handle_exception iter_blueprints jinja_env jinja_loader jinja_options json json_decoder json_encoder
    json_provider_class make_default_options_response make_response make_shell_context patch post put redirect
    register_blueprint register_error_handler request_class request_context response_class route run
    select_jinja_autoescape send_static_file session_interface shell_context_processor shell_context_processors
    teardown_appcontext teardown_appcontext_funcs teardown_request teardown_request_funcs
    template_context_processors template_filter template_global template_test test_cli_runner test_client
    test_client_class url_build_error_handlers url_default_functions url_defaults url_for url_map url_rule_class
    url_value_preprocessor url_value_preprocessors view_functions wsgi_app
    """.split()
)


class Flask:
    config_class = Config
    app_ctx_globals_class = None

    def __init__(
        self,
        import_name,
        static_url_path=None,
        static_folder="static",
        static_host=None,
        host_matching=False,
        subdomain_matching=False,
        template_folder="templates",
        instance_path=None,
        instance_relative_config=False,
        root_path=None,
    ):
        if instance_path is not None and not os.path.isabs(instance_path):
            raise ValueError(
                "If an instance path is provided it must be absolute. A relative path was given instead."
            )
        self.import_name = import_name
        self.root_path = root_path if root_path is not None else _folder_of(import_name)
        self.instance_path = instance_path or os.path.join(_folder_of_package(import_name), "instance")
        self.static_url_path = static_url_path
        self.static_folder = None if static_folder is None else os.path.join(self.root_path, static_folder)
        self.template_folder = template_folder
        self.blueprints = {}
        self.extensions = {}
        self.config = self.make_config(instance_relative_config)

    def make_config(self, instance_relative=False):
        config = self.config_class(self.instance_path if instance_relative else self.root_path, _SETTINGS)
        config["DEBUG"] = debug_flag()
        return config

    @property
    def name(self):
        if self.import_name != "__main__":
            return self.import_name
        file = getattr(sys.modules["__main__"], "__file__", None)
        return "__main__" if file is None else os.path.splitext(os.path.basename(file))[0]

    @property
    def logger(self):
        return logging.getLogger(self.name)

    @property
    def has_static_folder(self):
        return self.static_folder is not None

    def app_context(self):
        return AppContext(self)

    def test_request_context(self, *args, **kwargs):
        return AppContext(self)

    def open_resource(self, resource, mode="rb", encoding="utf-8"):
        return _open(self.root_path, resource, mode, encoding)

    def open_instance_resource(self, resource, mode="rb", encoding="utf-8"):
        return _open(self.instance_path, resource, mode, encoding)

    def __getattr__(self, name):
        if name not in _SERVING:
            raise AttributeError("%r object has no attribute %r" % (type(self).__name__, name))
        value = Value("flask.Flask().%s" % name)
        self.__dict__[name] = value
        return value

    def __repr__(self):
        return "<%s %r>" % (type(self).__name__, self.name)


def _setting(key):
    def read(self):
        return self.config[key]

    def write(self, value):
        self.config[key] = value

    return property(read, write)


for _name, _key in (("debug", "DEBUG"), ("testing", "TESTING"), ("secret_key", "SECRET_KEY")):
    setattr(Flask, _name, _setting(_key))
Flask.permanent_session_lifetime = _setting("PERMANENT_SESSION_LIFETIME")


def debug_flag():
    """What FLASK_DEBUG says."""
    return os.environ.get("FLASK_DEBUG", "").lower() not in ("", "0", "false", "no")


def _folder_of(import_name):
    file = getattr(sys.modules.get(import_name), "__file__", None)
    return os.getcwd() if file is None else os.path.dirname(os.path.abspath(file))


def _folder_of_package(import_name):
    """The folder from which the outermost package, or the module, is imported."""
    module = sys.modules.get(import_name.partition(".")[0])
    file = getattr(module, "__file__", None)
    if import_name == "__main__" or module is None:
        return os.getcwd()
    if file is None:
        return os.path.dirname(os.path.abspath(list(module.__path__)[0]))
    folder = os.path.dirname(os.path.abspath(file))
    return os.path.dirname(folder) if hasattr(module, "__path__") else folder


def _open(folder, resource, mode, encoding):
    path = os.path.join(folder, resource)
    return open(path, mode) if "b" in mode else open(path, mode, encoding=encoding)
