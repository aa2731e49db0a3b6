//! Names of constraints and indexes: naming conventions, and what happens to a name that is too long.

use schema::{ConstraintName, Name, TableName};

use crate::naming_md5::md5_hex;
use crate::quote::quote_name;
use crate::refusal::refusal;
use crate::{Context, Dialect, Unsupported};

/// What is to be named.
pub struct Subject<'a> {
    pub kind: Kind,
    pub table: &'a TableName,
    pub columns: Vec<&'a Name>,
    /// The other end of a foreign key.
    pub referred: Option<(&'a TableName, &'a [Name])>,
}

/// Kinds of named things; each has its own naming convention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    PrimaryKey,
    Unique,
    ForeignKey,
    Check,
    Index,
    /// `op.drop_constraint` without `type_`, EXCLUDE: no convention applies.
    Other,
}

/// SQLAlchemy's convention for indexes where `target_metadata` has no conventions at all.
const DEFAULT_INDEX_PATTERN: &str = "ix_%(column_0_label)s";

impl Subject<'_> {
    /// Returns the quoted name; `None` if the constraint has none.
    pub(crate) fn quoted_name(
        &self,
        dialect: &dyn Dialect,
        context: &Context,
        name: &ConstraintName,
    ) -> Result<Option<String>, Unsupported> {
        let applied = self.applied(context, name)?;
        Ok(name_in_database(dialect, &applied)?.map(|name| quote_name(dialect, &name)))
    }

    /// Returns the name after the naming convention: what the convention makes is final.
    pub fn applied(&self, context: &Context, name: &ConstraintName) -> Result<ConstraintName, Unsupported> {
        let made = match (name, self.pattern(context)) {
            (ConstraintName::Written(name), Some(pattern)) if pattern.contains("constraint_name") => {
                self.fill(pattern, Some(name))?
            }
            (ConstraintName::None, Some(pattern)) => self.fill(pattern, None)?,
            (ConstraintName::Final { .. } | ConstraintName::Written(_) | ConstraintName::None, _) => {
                return Ok(name.clone());
            }
        };
        Ok(ConstraintName::Final { name: made.into() })
    }

    /// Returns what the convention makes of `other`, the same constraint where tables and columns have other names;
    /// `None`: it has not made `name` of this one.
    pub fn name_of_other(&self, context: &Context, name: &Name, other: &Subject<'_>) -> Option<Name> {
        let pattern = self.pattern(context)?;
        let own = match pattern.split_once("%(constraint_name)s") {
            Some((head, tail)) => {
                let (head, tail) = (self.fill(head, None).ok()?, self.fill(tail, None).ok()?);
                Some(Name::from(name.text.strip_prefix(&head)?.strip_suffix(&tail)?))
            }
            None => None,
        };
        let is_made = self.fill(pattern, own.as_ref()).ok()? == name.text;
        is_made.then(|| other.fill(pattern, own.as_ref()).ok()).flatten().map(Name::from)
    }

    fn pattern<'c>(&self, context: &'c Context) -> Option<&'c str> {
        let patterns = &context.naming_convention.patterns;
        let key = match self.kind {
            Kind::PrimaryKey => "pk",
            Kind::Unique => "uq",
            Kind::ForeignKey => "fk",
            Kind::Check => "ck",
            Kind::Index if patterns.is_empty() => return Some(DEFAULT_INDEX_PATTERN),
            Kind::Index => "ix",
            Kind::Other => return None,
        };
        patterns.get(key).map(String::as_str)
    }

    /// Fills in a pattern such as `fk_%(table_name)s_%(column_0_name)s`.
    fn fill(&self, pattern: &str, own_name: Option<&Name>) -> Result<String, Unsupported> {
        let mut filled = String::new();
        let mut rest = pattern;
        while let Some(at) = rest.find('%') {
            filled.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix('%') {
                filled.push('%');
                rest = after;
                continue;
            }
            let token = rest.strip_prefix('(').and_then(|rest| rest.split_once(")s"));
            let Some((token, after)) = token else {
                return Err(refusal(
                    "ValueError",
                    format!("unsupported format character in naming convention {pattern:?}"),
                ));
            };
            filled.push_str(&self.token(token, own_name)?);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    fn token(&self, token: &str, own_name: Option<&Name>) -> Result<String, Unsupported> {
        match token {
            "table_name" => return Ok(self.table.name.text.clone()),
            "referred_table_name" => {
                return Ok(self.referred.map(|(table, _)| table.name.text.clone()).unwrap_or_default());
            }
            "constraint_name" => {
                return own_name.map(|name| name.text.clone()).ok_or_else(|| {
                    refusal(
                        "sqlalchemy.exc.InvalidRequestError",
                        "Naming convention including %(constraint_name)s token requires that constraint is explicitly named.",
                    )
                });
            }
            _ => {}
        }
        let (referred, columns_token) = match token.strip_prefix("referred_") {
            Some(rest) => (true, rest),
            None => (false, token),
        };
        columns_token
            .strip_prefix("column_")
            .and_then(|rest| self.columns_token(rest, referred))
            .ok_or_else(|| refusal("KeyError", format!("'{token}'")))
    }

    /// Handles what follows `column_`: `0_name`, `0N_label`, `0_N_key`.
    fn columns_token(&self, token: &str, referred: bool) -> Option<String> {
        let digits = token.len() - token.trim_start_matches(|character: char| character.is_ascii_digit()).len();
        let index: usize = token[..digits].parse().ok()?;
        let rest = &token[digits..];
        let (separator, attribute) = match (rest.strip_prefix("_N_"), rest.strip_prefix("N_")) {
            (Some(attribute), _) => (Some("_"), attribute),
            (None, Some(attribute)) => (Some(""), attribute),
            (None, None) => (None, rest.strip_prefix('_')?),
        };
        let (table, names): (&TableName, Vec<&Name>) = match (referred, self.referred) {
            (true, Some((table, names))) => (table, names.iter().collect()),
            (true, None) => return None,
            (false, _) => (self.table, self.columns.clone()),
        };
        let of_column = |name: &Name| match attribute {
            "name" | "key" => Some(name.text.clone()),
            "label" if !referred => Some(label(table, name)),
            _ => None,
        };
        match separator {
            Some(separator) => {
                let parts: Option<Vec<String>> = names.into_iter().map(of_column).collect();
                Some(parts?.join(separator))
            }
            None => names.get(index).map_or(Some(String::new()), |name| of_column(name)),
        }
    }
}

/// Returns the name as the database knows it, once conventions are applied: cut where it is too long.
pub fn name_in_database(dialect: &dyn Dialect, name: &ConstraintName) -> Result<Option<Name>, Unsupported> {
    Ok(match name {
        ConstraintName::Final { name } => Some(shortened(dialect, name)),
        ConstraintName::Written(name) => Some(checked(dialect, name)?),
        ConstraintName::None => None,
    })
}

/// Returns `namespace_table_column`, SQLAlchemy's label of a column.
fn label(table: &TableName, column: &Name) -> String {
    match &table.namespace {
        Some(namespace) => format!("{}_{}_{}", namespace.text.replace('.', "_"), table.name.text, column.text),
        None => format!("{}_{}", table.name.text, column.text),
    }
}

/// Cuts a name that a convention made, or that `op.f()` marks, and adds four digits of its digest.
fn shortened(dialect: &dyn Dialect, name: &Name) -> Name {
    let longest = dialect.facts().longest_constraint_name;
    if name.text.chars().count() <= longest {
        return name.clone();
    }
    let digest = md5_hex(&name.text);
    let kept: String = name.text.chars().take(longest - 8).collect();
    Name { text: format!("{kept}_{}", &digest[digest.len() - 4..]), quote: name.quote }
}

/// Refuses a written name that is too long.
fn checked(dialect: &dyn Dialect, name: &Name) -> Result<Name, Unsupported> {
    let longest = dialect.facts().longest_name;
    if name.text.chars().count() > longest {
        return Err(refusal(
            "sqlalchemy.exc.IdentifierError",
            format!("Identifier '{name}' exceeds maximum length of {longest} characters"),
        ));
    }
    Ok(name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::by_name;

    fn check_name(kind: Kind, pattern: &str, name: ConstraintName) -> Result<Option<String>, Unsupported> {
        let table = TableName { namespace: Some("app".into()), name: "users".into() };
        let other = TableName::from("teams");
        let (first, second) = (Name::from("team_id"), Name::from("b"));
        let referred = [Name::from("id")];
        let subject = Subject {
            kind,
            table: &table,
            columns: vec![&first, &second],
            referred: (kind == Kind::ForeignKey).then_some((&other, &referred[..])),
        };
        let mut context = Context::default();
        for key in ["ix", "uq", "ck", "fk", "pk"] {
            context.naming_convention.patterns.insert(key.into(), pattern.into());
        }
        subject.quoted_name(by_name("postgresql").unwrap(), &context, &name)
    }

    #[track_caller]
    fn check_name_of_other(pattern: &str, name: &str, expected: Option<&str>) {
        let (users, people) = (TableName::from("users"), TableName::from("people"));
        let subject = |table| Subject { kind: Kind::Check, table, columns: Vec::new(), referred: None };
        let mut context = Context::default();
        context.naming_convention.patterns.insert("ck".into(), pattern.into());
        let found = subject(&people).name_of_other(&context, &name.into(), &subject(&users));
        assert_eq!(found, expected.map(Name::from));
    }

    #[test]
    fn a_name_that_the_convention_made_is_known_by_other_names() {
        check_name_of_other("ck_%(table_name)s_%(constraint_name)s", "ck_people_a", Some("ck_users_a"));
        check_name_of_other("%(constraint_name)s_of_%(table_name)s", "a_of_people", Some("a_of_users"));
        check_name_of_other("ck_%(table_name)s", "ck_people", Some("ck_users"));
        check_name_of_other("ck_%(table_name)s_%(constraint_name)s", "by_hand", None);
        check_name_of_other("ck_%(table_name)s", "ck_others", None);
    }

    #[test]
    fn tokens_of_a_foreign_key_are_filled_in() {
        let pattern = "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s_%(referred_column_0_name)s";
        let name = check_name(Kind::ForeignKey, pattern, ConstraintName::None).unwrap();
        assert_eq!(name.as_deref(), Some("fk_users_team_id_b_teams_id"));
    }

    #[test]
    fn label_holds_the_namespace() {
        let name = check_name(Kind::Index, "ix_%(column_0_label)s", ConstraintName::None).unwrap();
        assert_eq!(name.as_deref(), Some("ix_app_users_team_id"));
    }

    #[test]
    fn own_name_is_part_of_a_check_s_name() {
        let pattern = "ck_%(table_name)s_%(constraint_name)s";
        let written = check_name(Kind::Check, pattern, ConstraintName::Written("positive".into())).unwrap();
        assert_eq!(written.as_deref(), Some("ck_users_positive"));
        let is_final = check_name(Kind::Check, pattern, ConstraintName::Final { name: "positive".into() }).unwrap();
        assert_eq!(is_final.as_deref(), Some("positive"));
        assert!(check_name(Kind::Check, pattern, ConstraintName::None).is_err());
    }

    #[test]
    fn made_names_are_cut_and_written_ones_refused() {
        let long = "x".repeat(70);
        let is_final = check_name(Kind::Unique, "uq", ConstraintName::Final { name: long.as_str().into() }).unwrap();
        assert_eq!(is_final.map(|name| name.len()), Some(60));
        let written = check_name(Kind::Unique, "uq", ConstraintName::Written(long.as_str().into())).unwrap_err();
        assert!(written.message.ends_with("exceeds maximum length of 63 characters"));
    }
}
