//! The names that PostgreSQL chooses for constraints without one.

use schema::Constraint;

/// `NAMEDATALEN` without the byte that ends the text.
const LONGEST: usize = 63;

/// What PostgreSQL puts together: `users`, `email`, `key` is `users_email_key`.
pub(crate) struct Parts {
    table: String,
    columns: Option<String>,
    label: &'static str,
}

impl Parts {
    /// `columns` are those that the constraint is about; of a CHECK they count only where there is one.
    pub fn of(table: &str, constraint: &Constraint, columns: &[String]) -> Self {
        let (label, columns) = match constraint {
            Constraint::PrimaryKey(_) => ("pkey", None),
            Constraint::Unique(_) => ("key", Some(joined(columns))),
            Constraint::ForeignKey(_) => ("fkey", Some(joined(columns))),
            Constraint::Exclude(_) => ("excl", Some(joined(columns))),
            Constraint::Check(_) if columns.len() == 1 => ("check", columns.first().cloned()),
            Constraint::Check(_) => ("check", None),
        };
        Self { table: table.to_owned(), columns, label }
    }

    /// The sequence of a SERIAL column.
    pub fn of_serial(table: &str, column: &str) -> Self {
        Self { table: table.to_owned(), columns: Some(column.to_owned()), label: "seq" }
    }

    /// Returns the first name that is free: a number is put behind the label until one is.
    pub fn name(&self, is_taken: impl Fn(&str) -> bool) -> String {
        let mut name = self.with_label(self.label);
        let mut pass = 0_usize;
        while is_taken(&name) {
            pass += 1;
            name = self.with_label(&format!("{}{pass}", self.label));
        }
        name
    }

    /// PostgreSQL's `makeObjectName`: what is too long is cut, the longer part first, but never inside of a character.
    fn with_label(&self, label: &str) -> String {
        let columns = self.columns.as_deref();
        let overhead = label.len() + 1 + usize::from(columns.is_some());
        let available = LONGEST.saturating_sub(overhead);
        let (mut table, mut rest) = (self.table.len(), columns.map_or(0, str::len));
        while table + rest > available {
            if table > rest { table -= 1 } else { rest -= 1 }
        }
        let mut name = cut(&self.table, table).to_owned();
        if let Some(columns) = columns {
            name.push('_');
            name.push_str(cut(columns, rest));
        }
        format!("{name}_{label}")
    }
}

/// PostgreSQL stops adding columns once the text is longer than a name.
fn joined(columns: &[String]) -> String {
    let mut text = String::new();
    for column in columns {
        if !text.is_empty() {
            text.push('_');
        }
        text.push_str(column);
        if text.len() > LONGEST {
            break;
        }
    }
    text
}

fn cut(text: &str, mut bytes: usize) -> &str {
    while !text.is_char_boundary(bytes) {
        bytes -= 1;
    }
    &text[..bytes]
}

#[cfg(test)]
mod tests {
    use schema::{PrimaryKey, Unique};

    use super::*;

    #[track_caller]
    fn check_name(table: &str, columns: &[&str], taken: &[&str], expected: &str) {
        let columns: Vec<String> = columns.iter().map(|&column| column.to_owned()).collect();
        let parts = Parts::of(table, &Constraint::Unique(Unique::default()), &columns);
        assert_eq!(parts.name(|name| taken.contains(&name)), expected);
    }

    #[test]
    fn a_name_is_table_columns_and_kind() {
        check_name("users", &["email"], &[], "users_email_key");
        check_name("users", &["a", "b"], &[], "users_a_b_key");
        let key = Parts::of("users", &Constraint::PrimaryKey(PrimaryKey::default()), &["id".to_owned()]);
        assert_eq!(key.name(|_| false), "users_pkey");
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        check_name("users", &["email"], &["users_email_key"], "users_email_key1");
        check_name("users", &["email"], &["users_email_key", "users_email_key1"], "users_email_key2");
    }

    /// What PostgreSQL 15 answers to the same tables.
    #[test]
    fn a_long_name_is_cut_where_it_is_longest() {
        let (forty, fifty) = ("t".repeat(40), "c".repeat(50));
        check_name(&forty, &[&fifty], &[], &format!("{}_{}_key", "t".repeat(29), "c".repeat(29)));
        check_name("t", &[&"c".repeat(63)], &[], &format!("t_{}_key", "c".repeat(57)));
        check_name("t", &[&"ä".repeat(31)], &[], &format!("t_{}_key", "ä".repeat(28)));
    }
}
