//! What one version file registers for all of them, as Alembic executes them all before the first step.

use testkit::{Project, check_fails, check_succeeds};

use crate::place::Place;

const REGISTERS: &str = "
from alembic import util
from alembic.operations import MigrateOperation, Operations


@Operations.register_operation('note')
class Note(MigrateOperation):
    def __init__(self, name):
        self.name = name

    @classmethod
    @util._with_legacy_names([('title', 'name')])
    def note(cls, operations, name):
        return operations.invoke(cls(name))


@Operations.implementation_for(Note)
def note(operations, operation):
    operations.execute('CREATE TABLE %s (id int)' % operation.name)
";

fn write_steps(project: &Project, second: &str) {
    let first = "from alembic import op\nrevision = 'a1'\ndown_revision = None\n\n\ndef upgrade():\n    op.note('x')\n\n\n\
                 def downgrade():\n    op.drop_table('x')\n";
    project.write("migrations/versions/a1.py", first);
    let second = format!(
        "from alembic import op\n{second}\nrevision = 'a2'\ndown_revision = 'a1'\n\n\ndef upgrade():\n    op.note(title='y')\n"
    );
    project.write("migrations/versions/a2.py", &second);
    // Each import beside the others: that of another file may fail.
    project
        .write("migrations/versions/a0.py", "import not_there\nimport notes\nrevision = 'b0'\ndown_revision = None\n");
    project.write("migrations/versions/a3.py", "raise ImportError('no step')\nrevision = 'b1'\ndown_revision = None\n");
}

#[test]
fn a_directive_that_a_later_version_file_imports_or_registers_is_there() {
    for second in ["import notes", REGISTERS] {
        let place = Place::on_sqlite("", "");
        place.project.write("notes.py", REGISTERS);
        write_steps(&place.project, second);
        for _ in 0..2 {
            check_succeeds(&place.project.run("upgrade a2"));
            assert_eq!(place.project.sqlite("app.db").tables(), ["alembic_version", "x", "y"]);
            place.execute("DROP TABLE x; DROP TABLE y; DROP TABLE alembic_version");
        }
        let run = place.project.run("upgrade a1 --sql");
        check_succeeds(&run);
        assert!(run.stdout.contains("CREATE TABLE x (id int);"), "{}", run.stdout);
    }
}

#[test]
fn a_directive_that_nobody_registers_is_told_with_the_way_out() {
    let place = Place::on_sqlite("", "");
    write_steps(&place.project, "");
    let run = place.project.run("upgrade a2");
    check_fails(&run, 1, "AttributeError: module 'alembic.op' has no attribute 'note'");
    check_fails(&run, 1, "import in env.py the module that does (`@Operations.register_operation('note')`)");
}

#[test]
fn sql_is_written_as_a_later_version_file_says() {
    let place = Place::on_sqlite("", "");
    let first = "from alembic import op\nimport sqlalchemy as sa\nrevision = 'a1'\ndown_revision = None\n\n\n\
                 def upgrade():\n    op.create_table('t', sa.Column('id', sa.BigInteger, primary_key=True))\n";
    let second = "import sqlalchemy as sa\nfrom sqlalchemy.ext.compiler import compiles\nrevision = 'a2'\n\
                  down_revision = 'a1'\n\n\n@compiles(sa.BigInteger, 'sqlite')\ndef as_integer(type_, compiler, **kw):\n    \
                  return 'INTEGER'\n\n\ndef upgrade():\n    pass\n";
    place.project.write("migrations/versions/a1.py", first);
    check_succeeds(&place.project.run("upgrade a1"));
    let kind = |place: &Place| place.project.sqlite("app.db").rows("SELECT type FROM pragma_table_info('t')");
    assert_eq!(kind(&place), ["BIGINT"]);
    place.execute("DROP TABLE t; DROP TABLE alembic_version");
    place.project.write("migrations/versions/a2.py", second);
    for _ in 0..2 {
        check_succeeds(&place.project.run("upgrade a1"));
        assert_eq!(kind(&place), ["INTEGER"]);
        place.execute("DROP TABLE t; DROP TABLE alembic_version");
    }
    let run = place.project.run("upgrade a1 --sql");
    check_succeeds(&run);
    assert!(run.stdout.contains("    id INTEGER NOT NULL"), "{}", run.stdout);
}
