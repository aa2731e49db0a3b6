//! Columns, and what fills them: `sa.Column('id', sa.Integer(), nullable=False)`.

use schema::{Autoincrement, Bind, Column, Expression, Fill, Identity, Value};

use crate::arguments::Arguments;
use crate::{Item, Pen, boolean, none, text, without_binds};

impl Pen<'_> {
    /// Returns a column; its keys and constraints stand elsewhere.
    pub fn column(&mut self, column: &Column) -> String {
        self.column_with(column, &[])
    }

    /// Returns a column with constraints that stand inside of it.
    pub fn column_with(&mut self, column: &Column, constraints: &[String]) -> String {
        if let Some(own) = self.own(Item::Column(column)) {
            return own;
        }
        let mut arguments = Arguments::default();
        let default = self.server_default(&column.fill);
        arguments.plain(text(&column.name.text));
        arguments.plain(self.column_type(&column.column_type));
        match (&column.fill, default) {
            (Fill::Computed { .. } | Fill::Identity(_), Some(default)) => arguments.plain(default),
            (Fill::Nothing | Fill::Default { .. } | Fill::Fetched, Some(default)) => {
                arguments.keyword("server_default", default);
            }
            (_, None) => {}
        }
        constraints.iter().for_each(|constraint| arguments.plain(constraint.clone()));
        match column.autoincrement {
            Autoincrement::Auto => {}
            Autoincrement::On => arguments.keyword("autoincrement", boolean(true)),
            Autoincrement::Off => arguments.keyword("autoincrement", boolean(false)),
            Autoincrement::IgnoreFk => arguments.keyword("autoincrement", text("ignore_fk")),
        }
        arguments.keyword("nullable", boolean(column.nullable));
        arguments.text("comment", column.comment.as_deref());
        arguments.extend(self.options(&column.options));
        arguments.call(&self.sqlalchemy("Column"))
    }

    /// Returns what takes away what fills a column.
    pub fn without_server_default(&mut self) -> String {
        self.own(Item::ServerDefault(&Fill::Nothing)).unwrap_or_else(|| none().to_owned())
    }

    /// Returns what fills a column; `None` where nothing does.
    pub fn server_default(&mut self, fill: &Fill) -> Option<String> {
        if *fill == Fill::Nothing {
            return None;
        }
        if let Some(own) = self.own(Item::ServerDefault(fill)) {
            return Some(own).filter(|own| !own.is_empty());
        }
        Some(match fill {
            Fill::Nothing => return None,
            Fill::Default { expression } => match &**expression {
                Expression::Bind(Bind { value: Some(Value::Text(value)), bind_type: None, .. }) => {
                    text(unquoted(value))
                }
                expression => {
                    let sql = without_binds(&self.expressions.server_default(expression));
                    format!("{}({})", self.sqlalchemy("text"), text(&sql))
                }
            },
            Fill::Fetched => format!("{}()", self.sqlalchemy("FetchedValue")),
            Fill::Computed { expression, persisted } => {
                let persisted = persisted.map(|flag| format!("persisted={}", boolean(flag))).unwrap_or_default();
                format!("{}({}, {persisted})", self.sqlalchemy("Computed"), self.quoted_sql(expression))
            }
            Fill::Identity(identity) => self.identity(identity),
        })
    }

    fn identity(&self, identity: &Identity) -> String {
        let mut arguments = Arguments::default();
        arguments.keyword("always", boolean(identity.always));
        arguments.number("start", identity.start);
        arguments.number("increment", identity.increment);
        arguments.number("minvalue", identity.minvalue);
        arguments.number("maxvalue", identity.maxvalue);
        arguments.set("nominvalue", identity.nominvalue);
        arguments.set("nomaxvalue", identity.nomaxvalue);
        if let Some(cycle) = identity.cycle {
            arguments.keyword("cycle", boolean(cycle));
        }
        arguments.number("cache", identity.cache);
        arguments.call(&self.sqlalchemy("Identity"))
    }
}

/// Takes an apostrophe from each end: older scripts wrote their defaults with them.
fn unquoted(value: &str) -> &str {
    let value = value.strip_prefix('\'').unwrap_or(value);
    value.strip_suffix('\'').unwrap_or(value)
}
