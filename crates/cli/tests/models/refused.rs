//! Models that SQLAlchemy refuses are refused in the same words.

use testkit::{check_fails, check_succeeds};

use crate::place::Place;

fn check_refused(models: &str, class: &str, message: &str) {
    let place = Place::on_sqlite(models, "");
    for command in ["check", "revision --autogenerate -m x"] {
        let run = place.project.run(command);
        check_fails(&run, 1, message);
        assert!(run.everything().contains(class), "{}", run.everything());
    }
    assert_eq!(
        place.project.files().iter().filter(|file| file.contains("/versions/")).count(),
        0,
        "no file is written"
    );
}

#[test]
fn a_name_that_postgresql_would_cut_is_refused() {
    let long = "n".repeat(64);
    let message = format!("Identifier '{long}' exceeds maximum length of 63 characters");
    for models in [
        format!("Table('{long}', metadata, Column('id', Integer, primary_key=True))"),
        format!("Table('t', metadata, Column('id', Integer), UniqueConstraint('id', name='{long}'))"),
        format!("Table('t', metadata, Column('id', Integer), Index('{long}', 'id'))"),
        format!("Table('there', metadata, Column('id', Integer), Index('{long}', 'id'))"),
        format!("Table('there', metadata, Column('id', Integer), CheckConstraint('id > 0', name='{long}'))"),
    ] {
        let Some(place) = Place::on_postgresql(&models, "") else { return };
        place.execute("CREATE TABLE there (id integer)");
        for command in ["check", "revision --autogenerate -m x"] {
            let run = place.project.run(command);
            check_fails(&run, 1, &message);
            assert!(run.everything().contains("IdentifierError"), "{}", run.everything());
        }
    }
    let renamed = format!("Table('{long}', metadata, Column('id', Integer), info={{'renamed_from': 'there'}})");
    let asked = format!("Table('{long}', metadata, Column('id', Integer))");
    for (models, options) in [(renamed, String::new()), (asked, format!("--rename there={long}"))] {
        let Some(place) = Place::on_postgresql(&models, "") else { return };
        place.execute("CREATE TABLE there (id integer)");
        for command in ["check", "revision --autogenerate -m x"] {
            check_fails(&place.project.run(&format!("{command} {options}")), 1, &message);
        }
    }
    // A convention's name is cut by us, as by SQLAlchemy.
    let models = format!(
        "metadata.naming_convention = {{'ix': 'ix_%(column_0_name)s'}}\n\
         Table('t', metadata, Column('{}', Integer, index=True))",
        "n".repeat(62)
    );
    let Some(place) = Place::on_postgresql(&models, "") else { return };
    place.create();
    check_succeeds(&place.project.run("check"));
}

#[test]
fn a_column_with_an_identity_and_a_sequence_is_refused() {
    check_refused(
        "Table('users', metadata, Column('id', Integer, Sequence('ids'), Identity(), primary_key=True))",
        "ArgumentError",
        "An column cannot specify both Identity and Sequence.",
    );
}

#[test]
fn configure_mappers_refuses_a_relationship_to_a_class_that_is_not_there() {
    check_refused(
        "from sqlalchemy.orm import configure_mappers, declarative_base, relationship\n\n\
         Base = declarative_base(metadata=metadata)\n\n\n\
         class User(Base):\n    __tablename__ = 'users'\n    id = Column(Integer, primary_key=True)\n    \
         posts = relationship('Post')\n\n\nconfigure_mappers()\n",
        "InvalidRequestError",
        "When initializing mapper Mapper[User(users)], expression 'Post' failed to locate a name ('Post'). If this is a \
         class name, consider adding this relationship() to the <class 'models.User'> class after both dependent classes \
         have been defined.",
    );
}

const USERS: &str = "Table('users', metadata, Column('id', Integer, primary_key=True))\n";

#[test]
fn a_foreign_key_to_a_table_that_no_model_declares_is_refused() {
    check_refused(
        &format!("{USERS}Table('posts', metadata, Column('user_id', ForeignKey('user.id')))"),
        "NoReferencedTableError",
        "Foreign key associated with column 'posts.user_id' could not find table 'user' with which to generate a \
         foreign key to target column 'id'",
    );
}

#[test]
fn a_foreign_key_to_a_table_of_a_schema_that_no_model_declares_is_refused() {
    check_refused(
        &format!("{USERS}Table('posts', metadata, Column('user_id', Integer, ForeignKey('auth.users.id')))"),
        "NoReferencedTableError",
        "Foreign key associated with column 'posts.user_id' could not find table 'auth.users' with which to generate \
         a foreign key to target column 'id'",
    );
}

#[test]
fn a_foreign_key_to_a_column_that_the_table_lacks_is_refused() {
    check_refused(
        &format!("{USERS}Table('posts', metadata, Column('user_id', Integer, ForeignKey('users.uid')))"),
        "NoReferencedColumnError",
        "Could not initialize target column for ForeignKey 'users.uid' on table 'posts': table 'users' has no column \
         named 'uid'",
    );
}

const BASE: &str = "from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship\n\n\
    class Base(DeclarativeBase):\n    metadata = metadata\n\n";

#[test]
fn a_mapped_class_without_a_primary_key_is_refused() {
    check_refused(
        &format!("{BASE}class User(Base):\n    __tablename__ = 'user'\n    name: Mapped[str]\n"),
        "ArgumentError",
        "Mapper Mapper[User(user)] could not assemble any primary key columns for mapped table 'user'",
    );
}

#[test]
fn a_number_column_with_a_default_of_the_server_is_refused() {
    check_refused(
        "Table('user', metadata, Column('id', Integer, Identity(), server_default='5', primary_key=True))",
        "ArgumentError",
        "A column with an Identity object cannot specify a server_default or a server_onupdate argument",
    );
    check_refused(
        "Table('user', metadata, Column('id', Integer, Computed('1'), server_default='5'))",
        "ArgumentError",
        "A generated column cannot specify a server_default or a server_onupdate argument",
    );
}

#[test]
fn a_relationship_on_a_mixin_is_refused() {
    check_refused(
        &format!(
            "{BASE}class Owned:\n    owner = relationship('User')\n\n\
             class User(Owned, Base):\n    __tablename__ = 'user'\n\
             \x20   id: Mapped[int] = mapped_column(primary_key=True)\n"
        ),
        "InvalidRequestError",
        "Mapper properties (i.e. deferred,column_property(), relationship(), etc.) must be declared as @declared_attr \
         callables on declarative mixin classes.",
    );
}
