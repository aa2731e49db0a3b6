//! Where the packages of a project are found, and models that are written in unusual ways.

use testkit::check_succeeds;

use crate::place::Place;

const MODELS: &str = "from sqlalchemy import Column, Integer, MetaData\n\nmetadata = MetaData()\n";

#[test]
fn a_package_below_src_is_found_as_if_it_were_installed() {
    let place = Place::on_sqlite("", "");
    let project = &place.project;
    project.write("src/shop/__init__.py", "");
    project.write(
        "src/shop/models.py",
        &format!("{MODELS}\nfrom sqlalchemy import Table\nTable('a', metadata, Column('b', Integer))\n"),
    );
    project.write("models.py", "from shop.models import metadata\n");
    let run = project.run("check");
    assert_eq!(run.exit_code, 1, "{}", run.everything());
    assert!(run.stderr.contains("No module named 'shop'"), "{}", run.stderr);
    project.write("pyproject.toml", "[project]\nname = 'shop'\n");
    place.create();
    check_succeeds(&project.run("check"));
    let run = project.run("doctor");
    check_succeeds(&run);
    assert!(run.stdout.starts_with("migrations/env.py"), "{}", run.stdout);
}

/// The package waits for somebody who reads it, and what its imports import reads a module of it.
#[test]
fn a_package_may_import_what_imports_a_module_of_the_package() {
    let place = Place::on_sqlite("", "");
    let project = &place.project;
    project.write(
        "shop/__init__.py",
        "from shop import models\nfrom shop.stock import Stock\n\n\nclass Shop:\n    stock: Stock\n",
    );
    project.write(
        "shop/models.py",
        &format!("{MODELS}\nfrom sqlalchemy import Table\nTable('a', metadata, Column('b', Integer))\n"),
    );
    let stock =
        "import shop.models as models\n\nfor _ in ():\n    pass\n\n\nclass Stock:\n    kind = models.metadata\n";
    project.write("shop/stock.py", stock);
    project.write("models.py", "from shop.models import metadata\n");
    place.create();
    check_succeeds(&project.run("check"));
}

#[test]
fn packages_may_ask_for_the_main_module() {
    let models = "import sys\nTable('a', metadata, Column('b', Integer, comment=sys.modules['__main__'].__name__))";
    let place = Place::on_sqlite(models, "");
    place.create();
    check_succeeds(&place.project.run("check"));
}

#[test]
fn the_name_of_a_table_may_be_a_class_method_that_is_a_declared_attribute() {
    let models = "\
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class Base(DeclarativeBase):
    @classmethod
    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower()

    id: Mapped[int] = mapped_column(primary_key=True)


class User(Base):
    pass


metadata = Base.metadata";
    let place = Place::on_sqlite(models, "");
    place.create();
    assert_eq!(place.project.sqlite("app.db").rows("SELECT count(*) FROM user"), ["0"]);
}

#[test]
fn models_that_cannot_be_described_are_an_error_of_their_own_also_where_env_py_catches_it() {
    let models = "metadata.info['x'] = 1\nTable('a', metadata, Column('b', Integer, comment=print))";
    let place = Place::on_sqlite(models, "");
    let (plain, caught) = (
        "        context.run_migrations()",
        "        try:\n            context.run_migrations()\n        \
        except Exception as error:\n            raise RuntimeError('caught') from error",
    );
    place.project.replace("migrations/env.py", plain, caught);
    let run = place.project.run("check");
    assert_eq!(run.exit_code, 1, "{}", run.everything());
    assert!(run.stderr.contains("RuntimeError: caught"), "{}", run.stderr);
    assert!(!run.stderr.contains("KeyError"), "{}", run.stderr);
}
