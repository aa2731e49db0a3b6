//! Constraints, inside CREATE TABLE and added later.

use schema::{
    Check, Column, ColumnType, Constraint, ConstraintName, Expression, ForeignKey, Name, PrimaryKey, Table, TableName,
    Unique, Value,
};

use crate::ddl::{Design, sql_phrase};
use crate::naming::{self, Kind};
use crate::query::ddl_expression;
use crate::quote::{quote_names, quote_table};
use crate::types::resolved;
use crate::{Context, Dialect, Statement, Unsupported};

/// The table that constraints belong to.
pub(crate) struct Subject<'a> {
    pub dialect: &'a dyn Dialect,
    pub context: &'a Context,
    pub table: &'a TableName,
    pub design: &'a Design<'a>,
}

/// A constraint that a column brings along.
pub(crate) enum Implicit<'a> {
    Written(&'a Constraint),
    Made(Constraint),
    /// The CHECK of a Boolean or Enum.
    OfType(Constraint, &'a Name),
}

impl<'a> Subject<'a> {
    pub fn of_design(design: &'a Design<'a>) -> Self {
        Self { dialect: design.dialect, context: design.context, table: design.table, design }
    }

    fn preamble(
        &self,
        kind: Kind,
        name: &ConstraintName,
        columns: Vec<&Name>,
        referred: Option<(&TableName, &[Name])>,
    ) -> Result<String, Unsupported> {
        let subject = naming::Subject { kind, table: self.table, columns, referred };
        let name = subject.quoted_name(self.dialect, self.context, name)?;
        Ok(name.map(|name| format!("CONSTRAINT {name} ")).unwrap_or_default())
    }
}

/// Returns `ALTER TABLE … ADD …`.
pub fn add_constraint(design: &Design<'_>, constraint: &Constraint) -> Result<Statement, Unsupported> {
    adding(design, constraint, None)
}

/// Returns the statement that adds the CHECK of a column's type, if it has one.
pub fn add_type_check(
    design: &Design<'_>,
    column: &Name,
    column_type: &ColumnType,
) -> Result<Option<Statement>, Unsupported> {
    let Some(check) = type_check(design.dialect, column, column_type) else { return Ok(None) };
    adding(design, &Constraint::Check(check), Some(column)).map(Some)
}

fn adding(
    design: &Design<'_>,
    constraint: &Constraint,
    checked_column: Option<&Name>,
) -> Result<Statement, Unsupported> {
    // SQLAlchemy writes `None` where a dialect leaves a constraint out; no dialect that alters constraints does so.
    let text = text_of(&Subject::of_design(design), constraint, checked_column)?.unwrap_or_default();
    Ok(Statement::plain(format!("ALTER TABLE {} ADD {text}", quote_table(design.dialect, design.table))))
}

/// Returns a constraint as CREATE TABLE writes it; `None` where the dialect leaves it out.
pub(crate) fn constraint_text(subject: &Subject<'_>, constraint: &Constraint) -> Result<Option<String>, Unsupported> {
    text_of(subject, constraint, None)
}

/// `checked_column` is the column of a type's CHECK, for naming conventions.
pub(crate) fn text_of(
    subject: &Subject<'_>,
    constraint: &Constraint,
    checked_column: Option<&Name>,
) -> Result<Option<String>, Unsupported> {
    let dialect = subject.dialect;
    let text = match constraint {
        Constraint::PrimaryKey(key) if key.columns.is_empty() => return Ok(Some(String::new())),
        Constraint::Unique(unique) if unique.columns.is_empty() => return Ok(Some(String::new())),
        Constraint::PrimaryKey(key) => primary_key_text(subject, key, &key.columns.iter().collect::<Vec<_>>())?,
        Constraint::Unique(unique) => unique_text(subject, unique)?,
        Constraint::ForeignKey(key) => {
            let Some(referred) = dialect.ddl().referred_table(dialect, subject.table, &key.referred_table) else {
                return Ok(None);
            };
            let named = Some((&key.referred_table, &key.referred_columns[..]));
            let preamble = subject.preamble(Kind::ForeignKey, &key.name, key.columns.iter().collect(), named)?;
            let body = format!(
                "FOREIGN KEY({}) REFERENCES {referred} ({})",
                quote_names(dialect, &key.columns),
                quote_names(dialect, &key.referred_columns)
            );
            preamble + &body + &reference_clauses(dialect, key)?
        }
        Constraint::Check(check) => {
            let columns = checked_column.map(|column| vec![column]).unwrap_or_default();
            let preamble = subject.preamble(Kind::Check, &check.name, columns, None)?;
            let condition = ddl_expression(dialect, &check.condition)?;
            format!("{preamble}CHECK ({condition}){}", deferrability(check.deferrable, check.initially.as_deref())?)
        }
        Constraint::Exclude(exclude) => {
            let preamble = subject.preamble(Kind::Other, &exclude.name, Vec::new(), None)?;
            let body = dialect.ddl().exclude(dialect, &exclude.elements, exclude)?;
            preamble + &body + &deferrability(exclude.deferrable, exclude.initially.as_deref())?
        }
    };
    Ok(Some(text + &dialect.ddl().constraint_end(subject.design, constraint)?))
}

fn primary_key_text(subject: &Subject<'_>, key: &PrimaryKey, columns: &[&Name]) -> Result<String, Unsupported> {
    let dialect = subject.dialect;
    Ok(format!(
        "{}PRIMARY KEY ({}){}{}",
        subject.preamble(Kind::PrimaryKey, &key.name, columns.to_vec(), None)?,
        quote_names(dialect, columns.iter().copied()),
        dialect.ddl().key_columns_included(dialect, &key.options),
        deferrability(key.deferrable, key.initially.as_deref())?
    ))
}

fn unique_text(subject: &Subject<'_>, unique: &Unique) -> Result<String, Unsupported> {
    let dialect = subject.dialect;
    Ok(format!(
        "{}UNIQUE {}({}){}{}",
        subject.preamble(Kind::Unique, &unique.name, unique.columns.iter().collect(), None)?,
        dialect.ddl().unique_words(&unique.options),
        quote_names(dialect, &unique.columns),
        dialect.ddl().key_columns_included(dialect, &unique.options),
        deferrability(unique.deferrable, unique.initially.as_deref())?
    ))
}

/// Returns MATCH, ON DELETE, ON UPDATE and DEFERRABLE.
pub(crate) fn reference_clauses(dialect: &dyn Dialect, key: &ForeignKey) -> Result<String, Unsupported> {
    let mut text = String::new();
    if let Some(kind) = &key.match_kind {
        text.push_str(&dialect.ddl().match_clause(kind)?);
    }
    if let Some(words) = &key.ondelete {
        text.push_str(&format!(" ON DELETE {}", dialect.ddl().on_delete(words)?));
    }
    if let Some(words) = &key.onupdate {
        text.push_str(&format!(" ON UPDATE {}", sql_phrase(words)?));
    }
    Ok(text + &deferrability(key.deferrable, key.initially.as_deref())?)
}

fn deferrability(deferrable: Option<bool>, initially: Option<&str>) -> Result<String, Unsupported> {
    let mut text = match deferrable {
        Some(true) => " DEFERRABLE",
        Some(false) => " NOT DEFERRABLE",
        None => "",
    }
    .to_owned();
    if let Some(words) = initially {
        text.push_str(&format!(" INITIALLY {}", sql_phrase(words)?));
    }
    Ok(text)
}

/// Returns the primary key of a table as CREATE TABLE writes it.
pub(crate) fn key_text(design: &Design<'_>) -> Result<Option<String>, Unsupported> {
    use crate::ddl::design::Key;
    if design.key.columns().is_empty() || design.dialect.ddl().writes_primary_key_inline(design) {
        return Ok(None);
    }
    let subject = Subject::of_design(design);
    let mut columns = design.key.columns().to_vec();
    let made;
    let key = match &design.key {
        Key::Written(key, _) => *key,
        Key::None | Key::OfColumns(_) => {
            // A key made of columns begins with the one that counts.
            columns.sort_by_key(|name| Some(*name) != design.counting);
            made = PrimaryKey::default();
            &made
        }
    };
    let text = primary_key_text(&subject, key, &columns)?;
    let named = PrimaryKey { columns: columns.into_iter().cloned().collect(), ..key.clone() };
    let end = design.dialect.ddl().constraint_end(design, &Constraint::PrimaryKey(named))?;
    Ok(Some(text + &end))
}

/// Returns whether a constraint among the table's is what a column's own words made.
pub(crate) fn is_of_column(constraint: &Constraint) -> bool {
    matches!(constraint, Constraint::Unique(unique) if unique.of_column)
}

/// Returns the constraints that a column's own words make, in the order SQLAlchemy makes them.
pub(crate) fn constraints_of_column<'a>(
    dialect: &dyn Dialect,
    table: &'a Table,
    column: &'a Column,
) -> Vec<Implicit<'a>> {
    let names_column = |constraint: &&Constraint| matches!(constraint, Constraint::Unique(unique) if unique.of_column && unique.columns.first() == Some(&column.name));
    let mut made: Vec<_> = table.constraints.iter().filter(names_column).map(Implicit::Written).collect();
    if column.unique && !column.index {
        let unique = Unique { columns: vec![column.name.clone()], ..Unique::default() };
        made.push(Implicit::Made(Constraint::Unique(unique)));
    }
    if let Some(check) = type_check(dialect, &column.name, &column.column_type) {
        made.push(Implicit::OfType(Constraint::Check(check), &column.name));
    }
    for key in &column.foreign_keys {
        let columns = vec![column.name.clone()];
        made.push(Implicit::Made(Constraint::ForeignKey(ForeignKey { columns, ..key.clone() })));
    }
    made
}

/// Returns the CHECK of a Boolean or Enum with `create_constraint=True`, where the dialect has no such type.
pub fn type_check(dialect: &dyn Dialect, column: &Name, column_type: &ColumnType) -> Option<Check> {
    let facts = dialect.facts();
    let (name, values) = match resolved(dialect, column_type) {
        ColumnType::Boolean { create_constraint: true, name } if !facts.native_boolean => {
            (name.clone().map(Name::from), vec![Value::Int(0), Value::Int(1)])
        }
        ColumnType::Enum(enum_type) if enum_type.create_constraint && !(enum_type.native_enum && facts.native_enum) => {
            (enum_type.name.clone(), enum_type.values.iter().map(|value| Value::Text(value.clone())).collect())
        }
        _ => return None,
    };
    let within = values
        .into_iter()
        .map(|value| {
            Expression::Bind(schema::Bind { name: None, value: Some(value), bind_type: None, expanding: false })
        })
        .collect();
    let of = Box::new(Expression::Column { namespace: None, table: None, name: column.clone(), column_type: None });
    Some(Check {
        name: name.map_or(ConstraintName::None, ConstraintName::Written),
        condition: Expression::In { of, within, negated: false },
        deferrable: None,
        initially: None,
        comment: None,
        options: schema::Options::new(),
    })
}
