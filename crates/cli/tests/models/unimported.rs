//! Model files that env.py forgets are named on standard error (the guide's question 2).

use testkit::{Project, Run, check_succeeds};

use crate::place::Place;

const USER: &str = "from sqlalchemy.orm import Mapped, mapped_column\nfrom app.db import Base\n\n\n\
                    class User(Base):\n    __tablename__ = 'users'\n    id: Mapped[int] = mapped_column(primary_key=True)\n";
const ORDER: &str = "from sqlalchemy import Column, Integer\nfrom ..db import Base\n\n\n\
                     class Order(Base):\n    __tablename__ = 'orders'\n    id = Column(Integer, primary_key=True)\n";

/// A project whose `models.py` is what env.py imports of the application.
fn application(imports: &str) -> Place {
    let place = Place::on_sqlite("", "");
    let project = &place.project;
    project.write("app/__init__.py", "");
    project
        .write("app/db.py", "from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n");
    project.write("app/models/user.py", USER);
    project.write("app/models/order.py", ORDER);
    project.write("models.py", &format!("from app.db import Base\n{imports}\nmetadata = Base.metadata\n"));
    place
}

fn imports(project: &Project, imports: &str) {
    project.write("models.py", &format!("from app.db import Base\n{imports}\nmetadata = Base.metadata\n"));
}

fn hints(run: &Run) -> Vec<&str> {
    assert!(!run.stdout.contains("declares tables"), "{}", run.everything());
    run.stderr.lines().filter(|line| line.contains("declares tables")).collect()
}

const OF_ORDER: &str = "hint: app/models/order.py declares tables and was never imported by env.py \
                        (add `import app.models.order` to env.py)";
const OF_USER: &str = "hint: app/models/user.py declares tables and was never imported by env.py \
                       (add `import app.models.user` to env.py)";

#[test]
fn a_forgotten_model_is_named_where_nothing_else_is_found() {
    let place = application("import app.models.user");
    let project = &place.project;
    if project.program().is_real_alembic() {
        return;
    }
    let first = project.run("revision --autogenerate --rev-id first -m x");
    check_succeeds(&first);
    assert_eq!(hints(&first), [] as [&str; 0], "the first revision has found what it was to find");
    check_succeeds(&project.run("upgrade head"));
    let run = project.run("revision --autogenerate -m x");
    check_succeeds(&run);
    assert_eq!(hints(&run), [OF_ORDER]);
    assert_eq!(hints(&project.run("check")), [OF_ORDER]);
    imports(project, "import app.models.user, app.models.order");
    assert_eq!(hints(&project.run("check")), [] as [&str; 0]);
}

#[test]
fn a_table_that_would_be_dropped_for_a_forgotten_import_is_explained_and_dropped_all_the_same() {
    let place = application("import app.models.user, app.models.order");
    let project = &place.project;
    if project.program().is_real_alembic() {
        return;
    }
    place.create();
    imports(project, "import app.models.user");
    let run = project.run("revision --autogenerate --rev-id second -m x");
    check_succeeds(&run);
    assert_eq!(hints(&run), [OF_ORDER]);
    let file = project.read("migrations/versions/second_x.py");
    assert!(file.contains("op.drop_table('orders')"), "{file}");
}

#[test]
fn an_empty_metadata_names_every_model_file() {
    let place = application("");
    if place.project.program().is_real_alembic() {
        return;
    }
    let run = place.project.run("revision --autogenerate -m x");
    check_succeeds(&run);
    assert_eq!(hints(&run), [OF_ORDER, OF_USER]);
}

#[test]
fn a_file_that_was_loaded_under_another_name_is_not_named() {
    let by_path = "import app.models.user\nimport importlib.util\nimport os\nimport sys\n\
                   place = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'app', 'models', 'order.py')\n\
                   spec = importlib.util.spec_from_file_location('app.models.loaded', place)\n\
                   module = importlib.util.module_from_spec(spec)\nsys.modules['app.models.loaded'] = module\n\
                   spec.loader.exec_module(module)\n";
    let place = application(by_path);
    let project = &place.project;
    if project.program().is_real_alembic() {
        return;
    }
    place.create();
    let run = project.run("check");
    check_succeeds(&run);
    assert_eq!(hints(&run), [] as [&str; 0]);
}
