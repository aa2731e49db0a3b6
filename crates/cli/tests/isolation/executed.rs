//! Only the files that are steps of a run are executed, each once, and no file before the one in front of it is done.

use testkit::{Program, Project, check_fails, check_succeeds};

/// A chain of scripts that note in `executed.txt` when they are executed, called and left.
fn chain() -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    check_succeeds(&project.run("init alembic"));
    project.replace("alembic.ini", "driver://user:pass@localhost/dbname", "sqlite:///%(here)s/app.db");
    for (name, down) in [("a1", "None"), ("a2", "'a1'"), ("a3", "'a2'"), ("b2", "'a1'")] {
        project.write(&format!("alembic/versions/{name}.py"), &noting(name, down));
    }
    project
}

fn noting(name: &str, down: &str) -> String {
    format!(
        "revision = '{name}'\ndown_revision = {down}\n\n\ndef note(what):\n    with open('executed.txt', 'a') as file:\n        \
         file.write('{name} ' + what + '\\n')\n\n\nnote('executed')\n\n\n\
         def upgrade():\n    note('upgrade')\n\n\ndef downgrade():\n    note('downgrade')\n"
    )
}

/// A script that can do nothing but ask for operations: such ones are read ahead.
fn plain(name: &str, down: &str, lines: &str) -> String {
    format!(
        "from alembic import op\nimport sqlalchemy as sa\n\nrevision = '{name}'\ndown_revision = '{down}'\n\n\n\
         def upgrade():\n    {lines}\n\n\ndef downgrade():\n    op.execute('SELECT 1')\n"
    )
}

#[track_caller]
fn check_executed(project: &Project, words: &str, expected: &[&str]) {
    project.write("executed.txt", "");
    check_succeeds(&project.run(words));
    assert_eq!(project.read("executed.txt").lines().collect::<Vec<_>>(), expected, "{words}");
}

#[test]
fn a_file_that_is_no_step_is_not_executed() {
    let project = chain();
    // Beside them: no revision, a package's file, and one that nobody can import.
    project.write("alembic/versions/__init__.py", "open('executed.txt', 'a').write('package\\n')\n");
    for words in ["history", "heads", "branches", "show a2", "current", "history --verbose"] {
        check_executed(&project, words, &[]);
    }
    check_executed(&project, "upgrade a2", &["a1 executed", "a1 upgrade", "a2 executed", "a2 upgrade"]);
    check_executed(&project, "upgrade a2", &[]);
    check_executed(&project, "stamp a3", &[]);
    check_executed(&project, "stamp a2", &[]);
    check_executed(&project, "upgrade a3", &["a3 executed", "a3 upgrade"]);
    check_executed(&project, "downgrade a1", &["a3 executed", "a3 downgrade", "a2 executed", "a2 downgrade"]);
    check_executed(&project, "upgrade b2", &["b2 executed", "b2 upgrade"]);
    check_executed(&project, "current --verbose", &[]);
}

#[test]
fn a_plain_file_that_is_no_step_is_not_read_ahead() {
    let project = chain();
    project.write("alembic/versions/a2.py", &plain("a2", "a1", "op.create_table('a', sa.Column('x', sa.Integer))"));
    // Executing it raises.
    project.write("alembic/versions/a3.py", &format!("{}\nOTHER = sa.nothere\n", plain("a3", "a2", "op.execute('')")));
    check_executed(&project, "upgrade a2", &["a1 executed", "a1 upgrade"]);
    check_fails(&project.run("upgrade a3"), 1, "has no attribute 'nothere'");
    assert_eq!(project.sqlite("app.db").rows("SELECT version_num FROM alembic_version"), ["a2"]);
}

#[test]
fn a_plain_file_is_read_after_a_script_before_it_has_changed_what_it_uses() {
    let project = chain();
    let patching = "import sqlalchemy as sa\nsa.Own = sa.Text\n";
    project.write("alembic/versions/a2.py", &format!("{}{patching}", noting("a2", "'a1'")));
    project.write("alembic/versions/a3.py", &plain("a3", "a2", "op.create_table('a', sa.Column('x', sa.Own()))"));
    check_succeeds(&project.run("upgrade a3"));
    assert_eq!(project.sqlite("app.db").rows("SELECT type FROM pragma_table_info('a')"), ["TEXT"]);
}

#[test]
fn after_a_failure_no_later_file_is_executed() {
    let project = chain();
    project.write("alembic/versions/a2.py", &plain("a2", "a1", "op.execute('SELECT * FROM nothere')"));
    project.write("executed.txt", "");
    check_fails(&project.run("upgrade a3"), 1, "no such table: nothere");
    assert_eq!(project.read("executed.txt"), "a1 executed\na1 upgrade\n");
}

/// A file that uses a module of a package without importing it, and what another file imports.
fn reaching(other: &str) -> Project {
    let project = chain();
    project.write("shop/__init__.py", "");
    project.write("shop/goods/__init__.py", "");
    project.write("shop/goods/tools.py", "def slug():\n    return 'x'\n");
    project.write(
        "alembic/versions/a1.py",
        "revision = 'a1'\ndown_revision = None\nimport shop\n\n\ndef upgrade():\n    shop.goods.tools.slug()\n",
    );
    project.write("alembic/versions/a2.py", &format!("{other}\nrevision = 'a2'\ndown_revision = 'a1'\n"));
    project
}

#[test]
fn a_module_that_only_another_file_imports_is_there() {
    for other in ["import shop.goods.tools", "from shop.goods.tools import slug", "from shop.goods import tools"] {
        let project = reaching(other);
        check_succeeds(&project.run("upgrade a1"));
        // A package that finds some names by itself.
        project.write(
            "shop/__init__.py",
            "import shop.goods\n\n\ndef __getattr__(name):\n    raise AttributeError(name)\n",
        );
        check_succeeds(&project.run("upgrade a1 --sql"));
    }
}

#[test]
fn a_package_that_imports_its_parts_when_they_are_asked_for_has_such_a_module_too() {
    let project = reaching("import shop.goods.tools");
    project.write(
        "shop/__init__.py",
        "from importlib import import_module\n\n\ndef __getattr__(name):\n    if name != 'goods':\n        \
         raise AttributeError(name)\n    return import_module('shop.goods')\n",
    );
    check_succeeds(&project.run("upgrade a1"));
}

#[test]
fn a_model_finds_another_one_that_only_another_file_imports() {
    let project = chain();
    project.write("shop/__init__.py", "from sqlalchemy.orm import declarative_base\nBase = declarative_base()\n");
    let model = |class: &str, lines: &str| {
        format!(
            "import sqlalchemy as sa\nfrom sqlalchemy.orm import relationship\nfrom shop import Base\n\n\nclass {class}(Base):\n    \
             __tablename__ = '{class}'\n    id = sa.Column(sa.Integer, primary_key=True)\n{lines}"
        )
    };
    project.write("shop/owner.py", &model("Owner", "    goods = relationship('Goods')\n"));
    project.write("shop/goods.py", &model("Goods", "    owner_id = sa.Column(sa.ForeignKey('Owner.id'))\n"));
    project.write(
        "alembic/versions/a1.py",
        "from alembic import op\nfrom sqlalchemy.orm import Session\nfrom shop.owner import Owner\nrevision = 'a1'\n\
         down_revision = None\n\n\ndef upgrade():\n    Owner.metadata.create_all(op.get_bind())\n    \
         session = Session(op.get_bind())\n    session.add(Owner(id=1))\n    session.flush()\n",
    );
    let other = "revision = 'a2'\ndown_revision = 'a1'\n";
    project.write("alembic/versions/a2.py", other);
    check_fails(&project.run("upgrade a1"), 1, "expression 'Goods' failed to locate a name ('Goods')");
    project.write("alembic/versions/a2.py", &format!("import shop.nothing\n{other}"));
    check_fails(&project.run("upgrade a1"), 1, "expression 'Goods' failed to locate a name ('Goods')");
    project.write("alembic/versions/a2.py", &format!("from shop.goods import Goods\n{other}"));
    check_succeeds(&project.run("upgrade a1"));
    assert_eq!(project.sqlite("app.db").rows("SELECT id FROM Owner"), ["1"]);
}

#[test]
fn a_module_that_no_file_imports_is_named_with_the_line_to_write() {
    let project = reaching("");
    let run = project.run("upgrade a1");
    check_fails(&run, 1, "AttributeError: module 'shop' has no attribute 'goods'");
    check_fails(&run, 1, "hint: write `import shop.goods` in the file;");
    project.replace("alembic/versions/a1.py", "import shop\n", "import shop\nshop.goods\n");
    check_fails(&project.run("upgrade a1"), 1, "hint: write `import shop.goods` in the file;");
    project.replace("alembic/versions/a1.py", "import shop\nshop.goods\n", "import shop\n");
    project.replace("alembic/versions/a1.py", "shop.goods", "shop.nothing");
    assert!(!project.run("upgrade a1").stderr.contains("hint: write `import"));
}

#[test]
fn a_file_may_ask_the_database_at_its_top_and_does_so_in_its_turn() {
    let project = chain();
    let tables = "tables = sa.inspect(op.get_bind()).get_table_names()\nop.execute('CREATE TABLE at_the_top (x int)')";
    let makes = plain("a2", "a1", "op.create_table('a', sa.Column('x', sa.Integer))");
    project.write("alembic/versions/a2.py", &makes);
    let looks = plain("a3", "a2", "op.bulk_insert(sa.table('a', sa.column('x')), [{'x': len(tables)}])");
    project
        .write("alembic/versions/a3.py", &looks.replace("\n\n\ndef upgrade", &format!("\n{tables}\n\n\ndef upgrade")));
    check_succeeds(&project.run("upgrade a3"));
    project.write("alembic/versions/c4.py", &plain("c4", "a3", "op.create_index('ix', 'at_the_top', ['x'])"));
    check_succeeds(&project.run("upgrade c4"));
    // The table of a2 and the version table.
    assert_eq!(project.sqlite("app.db").rows("SELECT x FROM a"), ["2"]);
}
