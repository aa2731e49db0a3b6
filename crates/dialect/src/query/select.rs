//! SELECT, UNION and WITH.

use std::collections::BTreeMap;

use schema::{Cte, Expression, Name, Query, Select};

use crate::Unsupported;
use crate::query::Writer;
use crate::quote::{quote_name, quote_text};

/// Where a SELECT stands: as a table it names every column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Outermost,
    AsTable,
    AsValue,
}

impl Writer<'_> {
    /// Writes a query that stands inside another.
    pub(crate) fn query(&mut self, query: &Query) -> Result<(), Unsupported> {
        self.query_at(query, Place::AsValue)
    }

    pub(crate) fn query_at(&mut self, query: &Query, place: Place) -> Result<(), Unsupported> {
        match query {
            Query::Text(text) => self.text(text),
            Query::Driver { sql } => {
                self.push(sql);
                Ok(())
            }
            Query::Select(select) => self.select(select, place),
            Query::Compound { word, queries, order_by, limit, offset } => {
                self.list(queries, &format!(" {word} "), |writer, part| writer.part_of_compound(part, place))?;
                if !order_by.is_empty() {
                    self.push(" ORDER BY ");
                    let columns = std::mem::replace(&mut self.columns, super::Columns::Bare);
                    self.list(order_by, ", ", Self::by_label)?;
                    self.columns = columns;
                }
                self.row_limit(limit.as_deref(), offset.as_deref())
            }
            Query::Insert(insert) => self.insert(insert),
            Query::Update(update) => self.update(update),
            Query::Delete(delete) => self.delete(delete),
        }
    }

    fn part_of_compound(&mut self, part: &Query, place: Place) -> Result<(), Unsupported> {
        let is_grouped = match part {
            Query::Select(select) => !select.order_by.is_empty() || select.limit.is_some() || select.offset.is_some(),
            Query::Compound { .. } => true,
            _ => false,
        };
        if is_grouped {
            self.push("(");
        }
        self.query_at(part, place)?;
        if is_grouped {
            self.push(")");
        }
        Ok(())
    }

    fn select(&mut self, select: &Select, place: Place) -> Result<(), Unsupported> {
        self.ctes(&select.ctes)?;
        self.push("SELECT ");
        if !select.distinct_on.is_empty() {
            self.push("DISTINCT ON (");
            self.list(&select.distinct_on, ", ", Self::expression)?;
            self.push(") ");
        } else if select.distinct {
            self.push("DISTINCT ");
        }
        let mut labels = Labels::default();
        self.list(&select.columns, ", ", |writer, column| writer.selected(column, place, &mut labels))?;
        if select.columns.is_empty() {
            self.trim_end();
        }
        if !select.from.is_empty() {
            self.push(" \nFROM ");
            self.list(&select.from, ", ", Self::source)?;
        }
        if let Some(filter) = &select.filter {
            self.push(" \nWHERE ");
            self.criterion(filter)?;
        }
        if !select.group_by.is_empty() {
            self.push(" GROUP BY ");
            self.list(&select.group_by, ", ", Self::expression)?;
        }
        if let Some(having) = &select.having {
            self.push(" \nHAVING ");
            self.criterion(having)?;
        }
        if !select.order_by.is_empty() {
            self.push(" ORDER BY ");
            self.list(&select.order_by, ", ", Self::by_label)?;
        }
        self.row_limit(select.limit.as_ref(), select.offset.as_ref())?;
        if let Some(words) = &select.for_update {
            self.dialect.queries().for_update(self, words);
        }
        Ok(())
    }

    fn row_limit(&mut self, limit: Option<&Expression>, offset: Option<&Expression>) -> Result<(), Unsupported> {
        if limit.is_none() && offset.is_none() {
            return Ok(());
        }
        self.dialect.queries().limit(self, limit, offset)
    }

    /// Writes one column of a SELECT, with the label that SQLAlchemy gives it.
    fn selected(&mut self, column: &Expression, place: Place, labels: &mut Labels) -> Result<(), Unsupported> {
        self.expression(column)?;
        if let Some(label) = labels.of(column, place) {
            let label = match label {
                Named::Written(name) => quote_name(self.dialect, name),
                Named::Made(name) => quote_text(self.dialect, &name),
            };
            self.push(" AS ");
            self.push(&label);
        }
        Ok(())
    }

    /// Writes an expression of ORDER BY: a label stands for what it names.
    fn by_label(&mut self, expression: &Expression) -> Result<(), Unsupported> {
        match expression {
            Expression::Label { name, .. } => {
                let name = quote_name(self.dialect, name);
                self.push(&name);
                Ok(())
            }
            Expression::Ordered { of, modifier } if matches!(**of, Expression::Label { .. }) => {
                self.by_label(of)?;
                self.push(" ");
                self.push(modifier);
                Ok(())
            }
            expression => self.expression(expression),
        }
    }

    /// Writes `WITH name AS (…)`.
    pub(crate) fn ctes(&mut self, ctes: &[Cte]) -> Result<(), Unsupported> {
        if ctes.is_empty() {
            return Ok(());
        }
        self.push(if ctes.iter().any(|cte| cte.recursive) { "WITH RECURSIVE " } else { "WITH " });
        self.list(ctes, ", \n", |writer, cte| {
            let name = quote_name(writer.dialect, &cte.name);
            writer.push(&name);
            if cte.recursive {
                let columns: Vec<String> =
                    column_names(&cte.query).into_iter().map(|name| quote_name(writer.dialect, name)).collect();
                writer.push(&format!("({})", columns.join(", ")));
            }
            writer.push(" AS \n(");
            writer.query_at(&cte.query, Place::AsTable)?;
            writer.push(")");
            Ok(())
        })?;
        self.push("\n ");
        Ok(())
    }
}

/// The names of a query's columns.
fn column_names(query: &Query) -> Vec<&Name> {
    match query {
        Query::Select(select) => select
            .columns
            .iter()
            .filter_map(|column| match column {
                Expression::Column { name, .. } | Expression::Label { name, .. } => Some(name),
                _ => None,
            })
            .collect(),
        Query::Compound { queries, .. } => queries.first().map(column_names).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Counts the labels that SQLAlchemy makes: `count_1`, `anon_1`.
#[derive(Default)]
struct Labels {
    made: BTreeMap<String, usize>,
    columns: BTreeMap<String, usize>,
}

enum Named<'e> {
    Written(&'e Name),
    Made(String),
}

impl Labels {
    fn of<'e>(&mut self, column: &'e Expression, place: Place) -> Option<Named<'e>> {
        match column {
            Expression::Label { name, .. } => Some(Named::Written(name)),
            Expression::Column { name, .. } => match self.repeated(name) {
                Some(made) => Some(Named::Made(made)),
                None => (place == Place::AsTable).then_some(Named::Written(name)),
            },
            Expression::Function(function) if function.filter.is_none() => {
                Some(Named::Made(self.next(function.path.last()?)))
            }
            Expression::Cast { of, .. } => match &**of {
                Expression::Column { name, .. } => Some(self.repeated(name).map_or(Named::Written(name), Named::Made)),
                _ => Some(Named::Made(self.next("anon"))),
            },
            Expression::NextValue { .. } => Some(Named::Made(self.next("next_value"))),
            Expression::Negative { of } if matches!(**of, Expression::Column { .. }) => None,
            Expression::Text(_) | Expression::Raw { .. } | Expression::Star { .. } => None,
            _ => Some(Named::Made(self.next("anon"))),
        }
    }

    /// Returns `name__1` for the second column of a name.
    fn repeated(&mut self, name: &Name) -> Option<String> {
        let count = self.columns.entry(name.text.clone()).or_default();
        *count += 1;
        (*count > 1).then(|| format!("{}__{}", name.text, *count - 1))
    }

    fn next(&mut self, word: &str) -> String {
        let key = word.to_ascii_lowercase();
        let count = self.made.entry(key).or_default();
        *count += 1;
        format!("{word}_{count}")
    }
}
