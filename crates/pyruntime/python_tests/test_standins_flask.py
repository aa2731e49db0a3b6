"""The light Flask, Flask-SQLAlchemy and Flask-Migrate beside the real ones."""

import unittest

from standins import StandInTest

SHOP = {
    "shop/__init__.py": """
        from flask import Flask
        from flask_migrate import Migrate
        from flask_sqlalchemy import SQLAlchemy

        db = SQLAlchemy()
        migrate = Migrate(compare_type=False)

        def create_app(name="app.db", *, log="log.db"):
            app = Flask(__name__)
            app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///" + name
            app.config["SQLALCHEMY_BINDS"] = {"log": {"url": "sqlite:///" + log}}
            db.init_app(app)
            migrate.init_app(app, db, render_as_batch=False)
            return app
    """
}


class Applications(StandInTest):
    def test_folders_are_those_of_flask(self):
        self.check_same(
            """
            import os
            from flask import Flask
            import inner.part
            for app in (inner.part.app, Flask("inner"), Flask("inner", instance_relative_config=True), Flask("elsewhere")):
                print(app.name, app.root_path, app.instance_path, app.static_folder, app.config.root_path)
            try: Flask("inner", instance_path="relative")
            except ValueError as error: print(error)
            print(Flask("inner", instance_path="/srv").instance_path, repr(Flask("inner")))
            """,
            {"inner/__init__.py": "", "inner/part.py": "from flask import Flask\napp = Flask(__name__)\n"},
        )

    def test_settings_are_filled_as_in_flask(self):
        self.check_same(
            """
            from flask import Flask
            app = Flask(__name__)
            class Settings: A = 1; b = 2; C_D = "x"
            app.config.from_object(Settings)
            app.config.from_object("of_module")
            app.config.from_object("of_module.Inner")
            print(app.config.from_pyfile("settings.cfg"), app.config.from_pyfile("none.cfg", silent=True))
            app.config.from_mapping({"E": 5, "e": 6}, F=7)
            app.config.from_prefixed_env()
            app.config.from_prefixed_env("SHOP")
            print(app.config.from_envvar("NOT_SET", silent=True), app.config.from_envvar("SETTINGS_FILE"))
            try: app.config.from_envvar("NOT_SET")
            except RuntimeError as error: print(error)
            app.config["MAIL_HOST"] = "h"; app.config["MAIL_PORT"] = 25
            print(app.config.get_namespace("MAIL_"), app.config.get_namespace("MAIL_", lowercase=False, trim_namespace=False))
            print({key: value for key, value in app.config.items()})
            app.debug = True; app.secret_key = "k"; app.testing = True
            print(app.config["DEBUG"], app.config["SECRET_KEY"], app.config["TESTING"], app.debug)
            """,
            {"of_module.py": "G = 8\nclass Inner:\n    H = 9\n", "settings.cfg": "I = 10\nj = 11\n", "more.cfg": "K = 12\n"},
            {"FLASK_L": "[1]", "FLASK_M__N": "2", "SHOP_O": "plain", "SETTINGS_FILE": "more.cfg"},
        )

    def test_the_current_application_is_that_of_the_context(self):
        self.check_same(
            """
            from flask import Flask, current_app, g, has_app_context
            first, second = Flask("first"), Flask("second")
            print(has_app_context(), bool(current_app))
            try: current_app.name
            except RuntimeError as error: print(str(error).splitlines()[0])
            with first.app_context():
                g.a = 1
                with second.app_context():
                    print(current_app.name, "a" in g, g.get("a", "none"), current_app == second)
                print(current_app.name, g.a, g.pop("a"), current_app._get_current_object() is first)
            second.app_context().push()
            print(current_app.name, has_app_context())
            """
        )

    def test_an_application_is_found_as_by_the_command(self):
        self.check_same(
            """
            import os
            from flask.cli import NoAppException, ScriptInfo
            for path in ("shop", "shop:create_app", "shop/__init__.py", "shop:create_app('x.db', log='y.db')", "two", "two:b",
                         "none", "shop:db", "shop:nothing", "shop:create_app(1, 2)", "shop:a.b", "shop:create_app(open)", None,
                         "wants", "not_there", "single.py:application"):
                try: app = ScriptInfo(app_import_path=path).load_app()
                except NoAppException as error: print(path, "|", " ".join(error.message.split()))
                else: print(path, app.name, app.config.get("SQLALCHEMY_DATABASE_URI"), app.debug)
            """,
            {
                **SHOP,
                "two.py": "from flask import Flask\na = Flask('a')\nb = Flask('b')\n",
                "none.py": "x = 1\n",
                "wants.py": "def create_app(x): pass\n",
                "single.py": "from flask import Flask\napplication = Flask('single')\n",
                "wsgi.py": "from flask import Flask\napp = Flask('of_wsgi')\n",
            },
            {"FLASK_DEBUG": "1"},
        )

    def test_files_of_settings_are_read_once_and_in_order(self):
        self.check_same(
            """
            import os
            from flask.cli import load_dotenv
            print(load_dotenv(), [os.environ.get(name) for name in ("A", "B", "C")])
            """,
            {".flaskenv": "A=1\nB=1\nC=1\n", ".env": "B=2\nC=2\n"},
            {"C": "3"},
        )

    def test_what_serves_requests_stands_in(self):
        self.check_prints(
            "index_of 404 function\nFlask\n",
            """
            import _finder; _finder.sys.meta_path.append(_finder.LastFinder)
            from flask import Blueprint, Flask, jsonify, render_template, request
            from flask.views import MethodView
            app = Flask(__name__)
            pages = Blueprint("pages", __name__)
            @pages.route("/")
            def index_of(): return jsonify(request.args)
            @app.errorhandler(404)
            def missing(error): return 404
            @pages.cli.group()
            def translate(): pass
            @translate.command()
            def update(): pass
            class Api(MethodView): pass
            app.register_blueprint(pages, url_prefix="/x")
            app.add_url_rule("/api", view_func=Api.as_view("api"))
            app.jinja_env.filters["x"] = len
            print(index_of.__name__, missing(None), type(update).__name__)
            try: app.not_of_flask
            except AttributeError as error: print(str(error).split("'")[1])
            """,
        )


class Databases(StandInTest):
    def test_engines_are_those_of_the_settings(self):
        self.check_same(
            """
            import os, shop, warnings
            warnings.simplefilter("ignore", DeprecationWarning)
            app = shop.create_app()
            with app.app_context():
                print(shop.db.engine.url.database == os.path.join(app.instance_path, "app.db"), os.path.isdir(app.instance_path))
                print(shop.db.get_engine("log").url == shop.db.engines["log"].url, sorted(map(str, shop.db.engines)))
                print(sorted(map(str, shop.db.metadatas)), shop.db.metadatas["log"].info)
            try: shop.db.engine
            except RuntimeError as error: print(str(error).splitlines()[0])
            from flask import Flask
            with Flask("other").app_context():
                try: shop.db.engine
                except RuntimeError as error: print(str(error)[:70])
            for again in (app, Flask("third")):
                try: shop.db.init_app(again)
                except RuntimeError as error: print(error)
            """,
            SHOP,
        )

    def test_paths_of_sqlite_may_be_absolute_or_in_memory(self):
        self.check_same(
            """
            from flask import Flask
            from flask_sqlalchemy import SQLAlchemy
            for url in ("sqlite:////srv/a.db", "sqlite://", "sqlite:///:memory:", "sqlite:///file:a.db?uri=true", "postgresql+psycopg2://u:p@h/d"):
                app = Flask(__name__); app.config["SQLALCHEMY_DATABASE_URI"] = url
                db = SQLAlchemy(app)
                with app.app_context():
                    print(db.engine.url.render_as_string(hide_password=False).replace(app.instance_path, "INSTANCE"))
            """
        )

    def test_env_py_finds_its_arguments(self):
        self.check_same(
            """
            import shop
            kept = shop.create_app().extensions["migrate"]
            print(kept.db is shop.db, kept.directory, sorted(kept.configure_args.items()), kept.metadata is shop.db.metadata)
            """,
            SHOP,
        )

    def test_a_session_may_be_handed_on_and_is_refused_when_it_is_used(self):
        self.check_prints(
            "db.session.query is not supported\n1\n",
            """
            from flask_sqlalchemy import SQLAlchemy
            from flask_sqlalchemy.refused import refusals
            class View:
                def __init__(self, session): self.session = session
            view = View(SQLAlchemy().session)
            try: view.session.query
            except NotImplementedError as error: print(str(error).partition(":")[0])
            print(len(refusals))
            """,
        )


if __name__ == "__main__":
    unittest.main()
