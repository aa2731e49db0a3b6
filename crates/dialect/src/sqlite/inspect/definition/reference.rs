//! REFERENCES and what stands behind it.

use schema::{ConstraintName, ForeignKey, Name, Options, TableName};

use super::cursor::Cursor;

/// Reads from behind REFERENCES; without referred columns the primary key is meant, which the caller knows.
pub(super) fn foreign_key(cursor: &mut Cursor<'_, '_>, name: ConstraintName, columns: Vec<Name>) -> Option<ForeignKey> {
    let referred = cursor.name()?;
    let referred_columns = cursor.parentheses().map(|inside| names(&inside)).unwrap_or_default();
    let mut key = ForeignKey {
        name,
        columns,
        referred_table: TableName { namespace: None, name: referred.into() },
        referred_columns,
        onupdate: None,
        ondelete: None,
        deferrable: None,
        initially: None,
        match_kind: None,
        use_alter: false,
        comment: None,
        options: Options::new(),
    };
    loop {
        if cursor.takes(&["ON", "DELETE"]) {
            key.ondelete = action(cursor);
        } else if cursor.takes(&["ON", "UPDATE"]) {
            key.onupdate = action(cursor);
        } else if cursor.takes(&["MATCH"]) {
            key.match_kind = cursor.name().map(|kind| kind.to_ascii_uppercase());
        } else if cursor.takes(&["NOT", "DEFERRABLE"]) {
            key.deferrable = Some(false);
        } else if cursor.takes(&["DEFERRABLE"]) {
            key.deferrable = Some(true);
        } else if cursor.takes(&["INITIALLY"]) {
            key.initially = cursor.name().map(|when| when.to_ascii_uppercase());
        } else {
            return Some(key);
        }
    }
}

/// NO ACTION is what happens without any words.
fn action(cursor: &mut Cursor<'_, '_>) -> Option<String> {
    const ACTIONS: [&[&str]; 4] = [&["SET", "NULL"], &["SET", "DEFAULT"], &["CASCADE"], &["RESTRICT"]];
    let found = ACTIONS.into_iter().find(|words| cursor.takes(words));
    if found.is_none() {
        cursor.takes(&["NO", "ACTION"]);
    }
    found.map(|words| words.join(" "))
}

/// Returns the names in a list of columns, without their order and collation.
pub(super) fn names(inside: &Cursor<'_, '_>) -> Vec<Name> {
    inside.parts().iter_mut().filter_map(|part| part.name().map(Name::from)).collect()
}
