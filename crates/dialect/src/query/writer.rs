//! The pen: SQL text and the values bound so far.

use std::collections::BTreeSet;

use schema::{Bind, ColumnType, Value};

use crate::dialect::BindMark;
use crate::query::{Mode, literal};
use crate::refusal::refusal;
use crate::types::{TypeKind, kind_of};
use crate::{Dialect, Statement, Unsupported};

/// Whether columns carry their table's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    Qualified,
    /// In DDL a column can only be the table's own.
    Bare,
}

/// Writes one statement.
pub struct Writer<'a> {
    pub(crate) dialect: &'a dyn Dialect,
    pub(crate) mode: Mode,
    pub(crate) columns: Columns,
    /// The values that come with this execution, by name.
    pub(crate) parameters: &'a [(String, Value)],
    /// Which of them the text has used.
    pub(crate) used: BTreeSet<String>,
    sql: String,
    binds: Vec<Value>,
    /// Where each of the binds comes from.
    origins: Vec<Origin>,
    /// Whether the text would be the same with other values of this execution.
    is_fixed: bool,
    anonymous: usize,
}

/// Where the value of a mark comes from.
#[derive(Clone, Copy)]
enum Origin {
    /// The query has it.
    Query,
    /// It is the parameter of this place, turned into what a type of this kind stores.
    Parameter(usize, TypeKind),
}

/// A statement that is executed with several sets of parameters, which all have the same names in the same order.
pub(crate) struct Repeated {
    first: Statement,
    origins: Vec<Origin>,
}

impl Repeated {
    /// The statement with another set.
    pub(crate) fn with(&self, set: &[(String, Value)]) -> Statement {
        let bind = |(value, origin): (&Value, &Origin)| match *origin {
            Origin::Parameter(place, kind) if place < set.len() => stored(kind, &set[place].1),
            Origin::Parameter(..) | Origin::Query => value.clone(),
        };
        let binds = self.first.binds.iter().zip(&self.origins).map(bind).collect();
        Statement { sql: self.first.sql.clone(), binds, guard: None }
    }
}

impl<'a> Writer<'a> {
    pub(crate) fn new(dialect: &'a dyn Dialect, mode: Mode, parameters: &'a [(String, Value)]) -> Self {
        Self {
            dialect,
            mode,
            columns: Columns::Qualified,
            parameters,
            used: BTreeSet::new(),
            sql: String::new(),
            binds: Vec::new(),
            origins: Vec::new(),
            is_fixed: true,
            anonymous: 0,
        }
    }

    /// Returns a writer for DDL: literals only, columns without their table.
    pub(crate) fn for_ddl(dialect: &'a dyn Dialect) -> Self {
        Self { columns: Columns::Bare, ..Self::new(dialect, Mode::Literal, &[]) }
    }

    pub fn push(&mut self, text: &str) {
        self.sql.push_str(text);
    }

    /// Removes white space from the end.
    pub(crate) fn trim_end(&mut self) {
        self.sql.truncate(self.sql.trim_end().len());
    }

    pub(crate) fn finish(self) -> Statement {
        Statement { sql: self.sql, binds: self.binds, guard: None }
    }

    /// Returns what can be executed with other parameters of the same names; `None`: the text depends on their values.
    pub(crate) fn finish_repeated(self) -> Option<Repeated> {
        let Self { origins, is_fixed, .. } = self;
        let first = Statement { sql: self.sql, binds: self.binds, guard: None };
        is_fixed.then_some(Repeated { first, origins })
    }

    pub(crate) fn into_text(self) -> String {
        self.sql
    }

    /// Writes the parts with a separator between them.
    pub(crate) fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        separator: &str,
        mut write: impl FnMut(&mut Self, T) -> Result<(), Unsupported>,
    ) -> Result<(), Unsupported> {
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.push(separator);
            }
            write(self, item)?;
        }
        Ok(())
    }

    /// Writes a bound value: its mark, or the value as a literal.
    pub(crate) fn bind(&mut self, bind: &Bind) -> Result<(), Unsupported> {
        if self.mode == Mode::Named {
            let name = self.name_of(bind);
            self.push(":");
            self.push(&name);
            return Ok(());
        }
        let place = self.place_of(bind);
        let value = self.found(bind, place)?;
        match value {
            Value::Array(items) if bind.expanding => {
                self.is_fixed = false;
                self.value_list(&items, bind.bind_type.as_deref())
            }
            value => {
                self.value(&value, bind.bind_type.as_deref())?;
                if let (Some(place), Some(origin)) = (place, self.origins.last_mut()) {
                    *origin = Origin::Parameter(place, kind_of_bind(self.dialect, bind.bind_type.as_deref()));
                }
                Ok(())
            }
        }
    }

    /// Writes a value of a type.
    pub(crate) fn value(&mut self, value: &Value, column_type: Option<&ColumnType>) -> Result<(), Unsupported> {
        if self.mode == Mode::Literal {
            let text = literal(self.dialect, value, column_type)?;
            self.push(&text);
            return Ok(());
        }
        self.binds.push(stored(kind_of_bind(self.dialect, column_type), value));
        self.origins.push(Origin::Query);
        let mark = match self.dialect.facts().bind_mark {
            BindMark::Question => "?".to_owned(),
            BindMark::DollarNumber => format!("${}", self.binds.len()),
        };
        self.push(&mark);
        Ok(())
    }

    fn value_list(&mut self, items: &[Value], item_type: Option<&ColumnType>) -> Result<(), Unsupported> {
        self.push("(");
        if items.is_empty() {
            self.dialect.queries().empty_values(self);
        }
        self.list(items, ", ", |writer, item| match item {
            Value::Array(parts) => writer.value_list(parts, None),
            item => writer.value(item, item_type),
        })?;
        self.push(")");
        Ok(())
    }

    /// Returns the value that a bind stands for: of this execution, or its own. It becomes part of the text.
    pub(crate) fn value_of(&mut self, bind: &Bind) -> Result<Value, Unsupported> {
        let place = self.place_of(bind);
        self.is_fixed &= place.is_none();
        self.found(bind, place)
    }

    /// Where among the parameters of this execution the value of a bind is.
    fn place_of(&self, bind: &Bind) -> Option<usize> {
        let name = bind.name.as_ref()?;
        self.parameters.iter().position(|(parameter, _)| parameter == name)
    }

    fn found(&mut self, bind: &Bind, place: Option<usize>) -> Result<Value, Unsupported> {
        if let Some((name, value)) = place.and_then(|place| self.parameters.get(place)) {
            self.used.insert(name.clone());
            return Ok(value.clone());
        }
        match (&bind.value, self.mode) {
            (Some(value), _) => Ok(value.clone()),
            // SQLAlchemy writes a value that never came as NULL, with a warning.
            (None, Mode::Literal | Mode::Named) => Ok(Value::Null),
            (None, Mode::Bound) => {
                let name = bind.name.as_deref().unwrap_or("param");
                Err(refusal(
                    "sqlalchemy.exc.StatementError",
                    format!("(sqlalchemy.exc.InvalidRequestError) A value is required for bind parameter '{name}'"),
                ))
            }
        }
    }

    fn name_of(&mut self, bind: &Bind) -> String {
        match &bind.name {
            Some(name) => name.clone(),
            None => {
                self.anonymous += 1;
                format!("param_{}", self.anonymous)
            }
        }
    }
}

fn kind_of_bind(dialect: &dyn Dialect, column_type: Option<&ColumnType>) -> TypeKind {
    column_type.map_or(TypeKind::Other, |column_type| kind_of(dialect, column_type))
}

/// Turns a value into what a type of that kind stores.
fn stored(kind: TypeKind, value: &Value) -> Value {
    match (kind, value) {
        (TypeKind::Json, Value::Null | Value::Json(_)) => value.clone(),
        (TypeKind::Json, value) => match serde_json::to_value(value) {
            Ok(json) => Value::Json(json),
            Err(_) => value.clone(),
        },
        (TypeKind::CharacterUuid, Value::Uuid(text)) => Value::Text(text.replace('-', "")),
        _ => value.clone(),
    }
}
