//! Queries and expressions as SQL text.

mod change;
mod compile;
mod driver;
mod expression;
mod from;
mod function;
mod literal;
mod operator;
mod select;
mod text;
mod writer;

use schema::{ColumnType, Expression, Function, Operator};

use crate::Unsupported;
use crate::refusal::refusal;

pub use change::DeleteUsing;
pub(crate) use compile::grouped_ddl_expression;
pub use compile::{Mode, Parameters, compile, ddl_expression, expression_text};
pub use driver::Paramstyle;
pub use literal::literal;
pub(crate) use operator::{is_operator, is_text_of_json, kind_of_expression};
pub(crate) use writer::{Columns, Writer};

/// Whether a dialect wrote a part by itself or leaves it to ANSI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    Yes,
    AsAnsi,
}

/// The two sides of a binary operator.
pub struct Sides<'e> {
    pub operator: &'e Operator,
    pub left: &'e Expression,
    pub right: &'e Expression,
}

/// How a dialect writes queries, where it is not as ANSI does.
pub trait Queries: Sync {
    fn function(&self, _writer: &mut Writer<'_>, _function: &Function) -> Result<Written, Unsupported> {
        Ok(Written::AsAnsi)
    }

    fn binary(&self, _writer: &mut Writer<'_>, _sides: &Sides<'_>) -> Result<Written, Unsupported> {
        Ok(Written::AsAnsi)
    }

    fn cast(&self, _writer: &mut Writer<'_>, _of: &Expression, _to: &ColumnType) -> Result<Written, Unsupported> {
        Ok(Written::AsAnsi)
    }

    fn extract(&self, _writer: &mut Writer<'_>, _field: &str, _from: &Expression) -> Result<Written, Unsupported> {
        Ok(Written::AsAnsi)
    }

    /// Writes LIMIT and OFFSET with the white space before them.
    fn limit(
        &self,
        writer: &mut Writer<'_>,
        limit: Option<&Expression>,
        offset: Option<&Expression>,
    ) -> Result<(), Unsupported>;

    /// Writes `FOR UPDATE` and its relatives.
    fn for_update(&self, writer: &mut Writer<'_>, words: &str) {
        writer.push(" ");
        writer.push(words);
    }

    /// Writes what stands in the parentheses of `IN ()` without any value.
    fn empty_set(&self, writer: &mut Writer<'_>, negated: Negated) {
        writer.push(match negated {
            Negated::No => "NULL) AND (1 != 1",
            Negated::Yes => "NULL) OR (1 = 1",
        });
    }

    /// Writes what stands in the parentheses of an expanding bind without any value.
    fn empty_values(&self, writer: &mut Writer<'_>);

    /// Writes the columns behind RETURNING.
    fn returning(&self, writer: &mut Writer<'_>, columns: &[Expression]) -> Result<(), Unsupported> {
        writer.push(" RETURNING ");
        writer.list(columns, ", ", Writer::expression)
    }

    /// Writes `ARRAY[…]`.
    fn array(&self, writer: &mut Writer<'_>, _items: &[Expression]) -> Result<(), Unsupported> {
        let compiler = writer.dialect.facts().type_compiler.replace("TypeCompiler", "Compiler");
        Err(refusal(
            "sqlalchemy.exc.UnsupportedCompilationError",
            format!(
                "Compiler <{compiler}> can't render element of type <class \
                 'sqlalchemy.dialects.postgresql.array.array'>"
            ),
        ))
    }

    /// Writes the tables of an UPDATE: where further tables belong.
    fn update_lists_all_tables(&self) -> AllTables {
        AllTables::BehindSet
    }

    /// Writes `excluded.column` of an upsert.
    fn excluded(&self, writer: &mut Writer<'_>, column: &str) {
        writer.push("excluded.");
        writer.push(column);
    }

    /// The word of a plain join.
    fn inner_join(&self) -> &'static str {
        " JOIN "
    }

    /// Whether a text among a function's arguments must say that it is one, because any type would do.
    fn takes_any_type(&self, _name: &str) -> bool {
        false
    }

    /// Writes the next value of a sequence.
    fn next_value(&self, writer: &mut Writer<'_>, sequence: &str) -> Result<(), Unsupported>;
}

/// Whether a condition is negated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Negated {
    No,
    Yes,
}

/// Where an UPDATE of one table names the others it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllTables {
    /// `UPDATE a SET … FROM b`.
    BehindSet,
    /// `UPDATE a, b SET …`.
    BeforeSet,
}
