//! What a stand-in package returned must not be stored as if it were data.

use dialect::Statement;
use pyruntime::HostError;
use schema::Value;

/// How the text of a stand-in's value begins: `repr()` in `_stand_ins.py`.
const MARK: &str = "<stand-in for ";

/// Refuses a statement that holds the text of a stand-in's value, such as a password hash that was never computed.
pub(crate) fn refuse_stand_ins(statement: &Statement) -> Result<(), HostError> {
    let bound = statement.binds.iter().filter_map(|value| match value {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    });
    let Some(path) = std::iter::once(statement.sql.as_str()).chain(bound).find_map(path_of_stand_in) else {
        return Ok(());
    };
    let message = format!("{path} is not served: Limbeck does not compute what this statement would store");
    let hint = "write the finished value into the script, or install the package into the project's virtual environment \
                if it is pure Python";
    Err(HostError::new("NotImplementedError", message).with_hint(Some(hint.into())))
}

fn path_of_stand_in(text: &str) -> Option<&str> {
    let (_, after) = text.split_once(MARK)?;
    after.split_once('>').map(|(path, _)| path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(sql: &str, binds: Vec<Value>) -> Statement {
        Statement { binds, ..Statement::plain(sql) }
    }

    #[test]
    fn a_hash_that_was_never_computed_is_refused_in_the_text_and_in_a_bind() {
        let written = statement("INSERT INTO t VALUES ('<stand-in for passlib.hash.bcrypt()>')", Vec::new());
        let bound = statement("INSERT INTO t VALUES ($1)", vec![Value::from("<stand-in for passlib.hash.bcrypt()>")]);
        for refused in [written, bound] {
            let error = refuse_stand_ins(&refused).unwrap_err();
            assert!(error.message.starts_with("passlib.hash.bcrypt() is not served"), "{}", error.message);
        }
    }

    #[test]
    fn other_statements_pass() {
        assert!(refuse_stand_ins(&statement("SELECT '<b>'", vec![Value::from("a > b")])).is_ok());
    }
}
