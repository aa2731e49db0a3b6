//! `target_metadata` that is a list.

use testkit::{check_says, check_succeeds};

use crate::place::{Place, body};

const TWO: &str = "
Table('zeta', metadata, Column('id', Integer, primary_key=True))
Table('yota', metadata, Column('id', Integer, primary_key=True), Column('z', ForeignKey('zeta.id')))
other = MetaData()
Table('bb', other, Column('id', Integer, primary_key=True))
Table('alpha', other, Column('id', Integer, primary_key=True))
";

/// The tables in the order of the file.
fn order(file: &str, function: &str, word: &str) -> Vec<String> {
    let start = format!("op.{word}('");
    let names = body(file, function).split(&start).skip(1).filter_map(|part| part.split('\'').next());
    names.map(str::to_owned).collect()
}

#[test]
fn tables_of_one_metadata_object_stand_together() {
    let Place { project, .. } = &Place::on_sqlite(TWO, "models.metadata = [models.metadata, models.other]");
    check_succeeds(&project.run("revision --autogenerate --rev-id first -m x"));
    let file = project.read("migrations/versions/first_x.py");
    assert_eq!(order(&file, "upgrade", "create_table"), ["zeta", "yota", "alpha", "bb"]);
    assert_eq!(order(&file, "downgrade", "drop_table"), ["bb", "alpha", "yota", "zeta"]);
    check_succeeds(&project.run("upgrade head"));
    check_says(&project.run("check"), &["No new upgrade operations detected."]);
}

#[test]
fn a_key_to_a_table_of_a_later_metadata_object_has_it_first() {
    let models = "
other = MetaData()
users = Table('users', other, Column('id', Integer, primary_key=True))
Table('posts', metadata, Column('id', Integer, primary_key=True), Column('user_id', ForeignKey(users.c.id)))
";
    let env = "models.metadata = [models.metadata, models.other]";
    let Some(Place { project, .. }) = &Place::on_postgresql(models, env) else { return };
    check_succeeds(&project.run("revision --autogenerate --rev-id first -m x"));
    let file = project.read("migrations/versions/first_x.py");
    assert_eq!(order(&file, "upgrade", "create_table"), ["users", "posts"]);
    check_succeeds(&project.run("upgrade head"));
    check_says(&project.run("check"), &["No new upgrade operations detected."]);
    check_succeeds(&project.run("downgrade base"));
}
