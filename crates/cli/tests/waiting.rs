//! Files that only declare models wait: a command that needs no models executes none, and whoever reads one sees what
//! an import would have made of it.
//!
//! Each model file here would end the program with an error if it were executed where it must not be.

use testkit::{Program, Project, check_fails, check_succeeds};

const ENV: &str = "alembic/env.py";
const PLACE: &str = "target_metadata = None";

const BASE: &str = "from sqlalchemy import MetaData\nfrom sqlalchemy.orm import DeclarativeBase\n\n\n\
                    class Base(DeclarativeBase):\n    metadata = MetaData(naming_convention={'pk': 'pk_%(table_name)s'})\n";

/// A project whose env.py has these lines for `target_metadata`.
fn project(lines: &str) -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    check_succeeds(&project.run("init alembic"));
    project.replace("alembic.ini", "driver://user:pass@localhost/dbname", "sqlite:///%(here)s/app.db");
    project.replace(ENV, PLACE, &format!("{PLACE}\n{lines}"));
    project.write("app/__init__.py", "");
    project.write("app/base.py", BASE);
    project
}

/// The text of a file with one table.
fn table(name: &str) -> String {
    format!(
        "from sqlalchemy.orm import Mapped, mapped_column\nfrom app.base import Base\n\n\n\
         class {name}(Base):\n    __tablename__ = '{name}'\n    id: Mapped[int] = mapped_column(primary_key=True)\n"
    )
}

/// Models of which one raises in its class's body, which env.py holds by its Base.
fn broken() -> Project {
    let project = project("from app.base import Base\nimport app.models\ntarget_metadata = Base.metadata");
    project.write("app/models/__init__.py", "from app.models.user import User\n");
    project.write("app/models/user.py", &format!("{}    bad = 1 / 0\n", table("User")));
    project
}

/// What env.py prints.
#[track_caller]
fn check_prints(project: &Project, words: &str, expected: &str) {
    let run = project.run(words);
    check_succeeds(&run);
    assert_eq!(run.stdout, expected, "{}", run.everything());
}

#[track_caller]
fn check_frames(stderr: &str, frames: &[(&str, usize)]) {
    let mut rest = stderr;
    for (file, line) in frames {
        let wanted = format!("{file}\", line {line}, in <module>");
        let Some(place) = rest.find(&wanted) else { panic!("no {wanted} in {stderr}") };
        rest = &rest[place..];
    }
}

#[test]
fn a_broken_model_stops_no_command_that_needs_no_models() {
    let project = broken();
    project.write(
        "alembic/versions/a1_first.py",
        "from alembic import op\nimport sqlalchemy as sa\nrevision = 'a1'\ndown_revision = None\n\n\n\
         def upgrade():\n    op.create_table('t', sa.Column('id', sa.Integer, primary_key=True))\n\n\n\
         def downgrade():\n    op.drop_table('t')\n",
    );
    for words in ["current", "upgrade head", "current", "upgrade head --sql", "downgrade base", "stamp head", "history"]
    {
        check_succeeds(&project.run(words));
    }
}

#[test]
fn a_command_that_needs_models_shows_the_error_with_the_way_to_it() {
    let project = broken();
    let line = 1 + project.read(ENV).lines().position(|line| line == "import app.models").expect("env.py imports");
    for words in ["check", "revision --autogenerate -m x"] {
        let run = project.run(words);
        check_fails(&run, 1, "ZeroDivisionError: division by zero");
        check_frames(&run.stderr, &[("env.py", line), ("models/__init__.py", 1), ("models/user.py", 8)]);
    }
    assert_eq!(project.files().iter().filter(|file| file.starts_with("alembic/versions/")).count(), 0);
}

#[test]
fn a_missing_module_is_an_error_of_the_import() {
    let project = project("import app.models");
    project
        .write("app/models.py", "import nosuchmodule\n\nfrom app.base import Base\n\n\nclass User(Base):\n    pass\n");
    let run = project.run("current");
    check_fails(&run, 1, "No module named 'nosuchmodule'");
    check_frames(&run.stderr, &[("app/models.py", 1)]);
}

#[test]
fn scripts_follow_the_naming_convention_of_models_that_wait() {
    let project = broken();
    project.write(
        "alembic/versions/a1_first.py",
        "from alembic import op\nimport sqlalchemy as sa\nrevision = 'a1'\ndown_revision = None\n\n\n\
         def upgrade():\n    op.create_table('t', sa.Column('id', sa.Integer, primary_key=True))\n",
    );
    check_succeeds(&project.run("upgrade head"));
    let schema = project.sqlite("app.db").schema();
    assert!(schema.contains("CONSTRAINT pk_t PRIMARY KEY"), "{schema}");
}

#[test]
fn an_error_that_env_py_catches_rises_in_its_import() {
    let project = broken();
    project.replace(
        ENV,
        "import app.models\n",
        "try:\n    import app.models\nexcept ZeroDivisionError:\n    print('caught')\n",
    );
    check_prints(&project, "current", "caught\n");
}

#[test]
fn a_class_behind_except_is_the_class() {
    let project = project(
        "from app.errors import Wrong, Worse\ntry:\n    raise vars(__import__('app.errors').errors)['Worse']()\nexcept Wrong:\n    print('caught')",
    );
    project.write("app/errors.py", "class Wrong(Exception):\n    pass\n\n\nclass Worse(Wrong):\n    pass\n");
    check_prints(&project, "current", "caught\n");
}

#[test]
fn tables_come_in_the_order_of_the_imports() {
    let project = project(
        "import app.first, app.second, app.third\nfrom app.base import Base\nprint(list(Base.metadata.tables))",
    );
    project.write("app/first.py", &table("first"));
    // This one is executed at its import.
    project.write("app/second.py", &format!("print('second')\n{}", table("second")));
    project.write("app/third.py", &format!("from app import fourth\n{}", table("third")));
    project.write("app/fourth.py", &table("fourth"));
    check_prints(&project, "current", "second\n['first', 'second', 'fourth', 'third']\n");
}

#[test]
fn models_of_a_metadata_that_does_not_wait_are_found() {
    let project = project("from sqlmodel import SQLModel\nimport app.models\ntarget_metadata = SQLModel.metadata");
    project.write(
        "app/models.py",
        "from sqlmodel import Field, SQLModel\n\n\nclass Hero(SQLModel, table=True):\n    id: int | None = Field(default=None, primary_key=True)\n",
    );
    check_succeeds(&project.run("current"));
    let run = project.run("check");
    assert!(run.stdout.contains("add_table', Table('hero'"), "{}", run.everything());
}

#[test]
fn env_py_may_compare_models_that_wait() {
    let project = project("from app.models import Base\ntarget_metadata = Base.metadata");
    project.write("app/models.py", &table("Waits"));
    project.replace(
        ENV,
        "        with context.begin_transaction():\n            context.run_migrations()\n\n\nif",
        "        from alembic.autogenerate import compare_metadata\n        \
         found = compare_metadata(context.get_context(), target_metadata)\n        \
         print([(each[0], each[1].name) for each in found])\n\n\nif",
    );
    check_prints(&project, "current", "[('add_table', 'Waits')]\n");
}

#[test]
fn what_env_py_sets_on_a_metadata_comes_behind_the_models() {
    let shown = |import: &str| {
        let project = project(&format!(
            "from sqlmodel import SQLModel\n{import}\nSQLModel.metadata.naming_convention = {{'ix': 'zz_%(column_0_label)s'}}\n\
             target_metadata = SQLModel.metadata"
        ));
        project.write(
            "app/models.py",
            "from sqlmodel import Field, SQLModel\n\n\nclass Hero(SQLModel, table=True):\n    \
             id: int | None = Field(default=None, primary_key=True)\n    name: str = Field(index=True)\n",
        );
        let run = project.run("check");
        assert!(run.stdout.contains("add_index"), "{}", run.everything());
        run.stdout
    };
    assert_eq!(shown("import app.models"), shown("try:\n    import app.models\nexcept ImportError:\n    raise"));
}

/// Has env.py do each of these with a module that waits, and with the same module executed.
fn check_uses(name: &str, prologue: &str, uses: &[&str]) {
    let project = project("import uses");
    for number in 0..uses.len() {
        let text = format!(
            "\"\"\"Words.\"\"\"\nimport enum\n{}\n\n\nCONSTANT = 'constant'\n\n\n\
             class Other:\n    value = 1\n\n\nclass Kind(enum.Enum):\n    one = 1\n",
            table("User")
        );
        project.write(&format!("lazily/m{number}.py"), &text);
        project.write(&format!("eagerly/m{number}.py"), &text);
    }
    project.write("lazily/__init__.py", "");
    project.write("eagerly/__init__.py", "");
    project.write("app/base.py", &BASE.replace("naming_convention={'pk': 'pk_%(table_name)s'}", ""));
    let functions: String = uses
        .iter()
        .enumerate()
        .map(|(number, lines)| format!("\ndef use{number}(m, c):\n    {}\n", lines.replace('\n', "\n    ")))
        .collect();
    let env = project.read(ENV).replace(
        "import uses",
        &format!(
            "import sys, importlib, types\nfrom app.base import Base\nfrom sqlalchemy.orm import clear_mappers\n{functions}\n\
             for number in range({}):\n    found = []\n    for package in ('eagerly', 'lazily'):\n        \
             m = importlib.import_module('%s.m%d' % (package, number))\n        \
             assert type(m) is not types.ModuleType\n        \
             if package == 'eagerly':\n            vars(m)\n            assert type(m) is types.ModuleType\n        \
             {prologue}\n        found.append(globals()['use%d' % number](m, c))\n        \
             assert type(m) is types.ModuleType, number\n        \
             c = None\n        Base.metadata.clear()\n    \
             if repr(found[0]).replace('eagerly', 'lazily') != repr(found[1]):\n        print(number, found)\nprint('done')",
            uses.len()
        ),
    );
    project.write(ENV, &env);
    let run = project.run("current");
    check_succeeds(&run);
    assert_eq!(run.stdout, "done\n", "{name}: {}", run.everything());
}

#[test]
fn whatever_is_done_with_a_proxy_is_done_with_the_class() {
    let prologue =
        "c = m.User\n        assert type(c).__name__ == ('Proxy' if package == 'lazily' else type(c).__name__)";
    check_uses(
        "User",
        prologue,
        &[
            "return c.__tablename__, c.__name__, c.__module__",
            "return c().__class__.__name__",
            "return isinstance(c, type), issubclass(c, Base), isinstance(c(), c), issubclass(c, c)",
            "c.added = 5\nreturn vars(m)['User'].added",
            "c.added = 5\ndel c.added\nreturn hasattr(m.User, 'added')",
            "class Sub(c): pass\nreturn [each.__name__ for each in Sub.__mro__]",
            "return c == m.User, c != m.User, m.User == c, c in [m.User], {m.User: 1}[c]",
            "return hash(c) == hash(m.User), bool(c), repr(c), str(c), '%s' % c, format(c)",
            "return (c | None) == (m.User | None), (None | c) == (None | m.User)",
            "return dir(c) == dir(m.User), c.__class__.__name__, callable(c)",
            "return c.metadata.tables['User'].name, sorted(c.metadata.tables), c.metadata.schema",
            "return len(c.metadata.tables), [t.name for t in c.metadata.sorted_tables], 'User' in c.metadata",
            "c.metadata.info['x'] = 1\nreturn c.metadata.info",
            "import pickle\nimport copy\nreturn pickle.loads(pickle.dumps(c)) is m.User, copy.copy(c) is m.User",
            "import sqlalchemy as sa\nreturn str(sa.select(c)), sa.inspect(c).local_table.name",
            "return getattr(c, 'nothing', 'default'), hasattr(c, 'id')",
        ],
    );
}

#[test]
fn whatever_is_done_with_a_class_or_enum_is_done_with_it() {
    let prologue =
        "c = m.Kind\n        assert type(c).__name__ == ('Proxy' if package == 'lazily' else type(c).__name__)";
    check_uses(
        "Kind",
        prologue,
        &[
            "return c['one'], c(1), len(c), list(c), c.one.value, reversed(c) is not None",
            "return c.one in c, isinstance(c.one, c)",
        ],
    );
}

#[test]
fn reading_a_module_that_waits_executes_it() {
    check_uses(
        "module",
        "c = None",
        &[
            "return sorted(vars(m))[-4:], m.__dict__['CONSTANT']",
            "return getattr(m, 'CONSTANT')",
            "return m.__doc__, m.__name__",
            "return sorted(name for name in dir(m) if name[0] != '_')",
            "names = {}\nexec('from %s import *' % m.__name__, names)\nreturn names['CONSTANT'], names['User'].__name__",
            "return hasattr(m, 'nothing'), hasattr(m, 'CONSTANT')",
            "import pickle\nreturn pickle.loads(pickle.dumps(m.Other)) is vars(m)['Other'], pickle.loads(pickle.dumps(m.Other)).value",
            "m.CONSTANT = 'changed'\nreturn m.CONSTANT, m.Other.value",
            "del m.CONSTANT\nreturn hasattr(m, 'CONSTANT')",
            "from importlib import import_module\nreturn import_module(m.__name__) is m, m.Other().value",
            "import typing\nreturn typing.get_type_hints(m.Other)",
        ],
    );
}

#[test]
fn a_module_is_reloaded_as_ever() {
    let project = project(
        "import importlib\nimport app.words\nprint(importlib.reload(app.words).WORD)\n\
         open('app/words.py', 'w').write('WORD = 2')\nprint(importlib.reload(app.words).WORD, app.words.WORD)",
    );
    project.write("app/words.py", "WORD = 1\n");
    check_prints(&project, "current", "1\n2 2\n");
}

/// A package whose first line is what its modules take from the package itself.
#[test]
fn a_package_and_its_modules_may_import_each_other_as_python_lets_them() {
    let user = "from sqlalchemy.orm import Mapped, mapped_column\nfrom app import Base\n\n\n\
                class User(Base):\n    __tablename__ = 'user'\n    id: Mapped[int] = mapped_column(primary_key=True)\n";
    let naming = "from app import prefix\n\nPREFIX = prefix()\n\n\ndef name(text):\n    return PREFIX + text\n";
    let named = user
        .replace("from app import Base", "from app.base import Base\nfrom app.naming import name")
        .replace("'user'", "name('user')");
    for (package, user) in [
        ("from app.base import Base\nfrom app.user import User\n", user),
        ("from .base import Base\nfrom . import user\n", user),
        ("from .context import prefix\nfrom .base import Base\nfrom .user import User\n", named.as_str()),
    ] {
        let project = project("from app import Base\ntarget_metadata = Base.metadata");
        project.write("app/context.py", "def prefix():\n    return 'app_'\n");
        project.write("app/naming.py", naming);
        project.write("app/__init__.py", package);
        project.write("app/user.py", user);
        check_succeeds(&project.run("current"));
        let found = project.run("check");
        let table = if user == named { "app_user" } else { "user" };
        check_fails(&found, 255, &format!("('add_table', Table('{table}'"));
        check_succeeds(&project.run("revision --autogenerate -m all"));
        check_succeeds(&project.run("upgrade head"));
        check_succeeds(&project.run("check"));
    }
}
