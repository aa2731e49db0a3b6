//! A function of a version file while it is written.

use std::collections::BTreeMap;

use dialect::{Context, Delivery, Dialect, Statement, Unsupported, named_constraint};
use pysource::{Pen, text, without_binds};
use schema::{Constraint, ConstraintName, TableName};

use crate::python::expressions::OfDialect;
use crate::rebuild::unnamed;
use crate::{Content, Operation, PythonCode, PythonSettings, Step};

/// Collects statements; `pen` writes what stands in them.
pub(crate) struct Script<'a> {
    pub pen: Pen<'a>,
    pub settings: &'a PythonSettings<'a>,
    code: &'a mut PythonCode,
    /// Whether the statements belong to a `with` block, whose table and schema they do not repeat.
    within_batch: bool,
}

impl<'a> Script<'a> {
    pub fn new(settings: &'a PythonSettings<'a>, expressions: &'a OfDialect<'a>, code: &'a mut PythonCode) -> Self {
        let pen = Pen {
            sqlalchemy_prefix: settings.sqlalchemy_prefix,
            alembic_prefix: settings.alembic_prefix,
            user_prefix: settings.user_prefix,
            items: settings.item,
            expressions,
            table: None,
            imports: std::mem::take(&mut code.imports),
        };
        Self { pen, settings, code, within_batch: false }
    }

    /// Gives the imports back.
    pub fn finish(self) {
        self.code.imports = self.pen.imports;
    }

    pub fn dialect(&self) -> &'a dyn Dialect {
        self.settings.dialect
    }

    /// Returns a part of the table's name, outside of a batch.
    pub fn outside_batch<T>(&self, written: T) -> Option<T> {
        (!self.within_batch).then_some(written)
    }

    /// Writes `op.directive(…)`, or `batch_op.directive(…)`.
    pub fn call(&mut self, directive: &str, arguments: &[String]) {
        let line = format!("{}{directive}({})", self.pen.alembic_prefix, arguments.join(", "));
        self.code.lines.push(line);
    }

    /// Writes a line as it is.
    pub fn line(&mut self, line: impl Into<String>) {
        self.code.lines.push(line.into());
    }

    pub fn warn(&mut self, warning: String) {
        self.code.warnings.push(warning);
    }

    /// Writes statements that Alembic has no directive for. A colon would begin a bind.
    pub fn execute(&mut self, statements: Vec<Statement>) {
        for statement in statements {
            self.call("execute", &[text(&without_binds(statement.sql.trim()))]);
        }
    }

    /// Writes statements that are committed by themselves.
    pub fn execute_committed(&mut self, statements: Vec<Statement>) {
        self.line(format!("with {}get_context().autocommit_block():", self.pen.alembic_prefix));
        let start = self.code.lines.len();
        self.execute(statements);
        for line in &mut self.code.lines[start..] {
            line.insert_str(0, "    ");
        }
    }

    /// Returns the context in which statements are written.
    pub fn context(&self) -> Context {
        Context {
            naming_convention: self.settings.naming_convention.clone(),
            delivery: Delivery::Printed,
            ..Context::default()
        }
    }

    /// Returns the name of a constraint, which the naming convention may make.
    pub fn constraint_name(&self, table: &TableName, constraint: &Constraint) -> Result<ConstraintName, Unsupported> {
        named_constraint(self.settings.naming_convention, table, constraint)
    }

    pub fn operation(&mut self, operation: &Operation) -> Result<(), Unsupported> {
        match operation {
            Operation::CreateTable(operation) => return operation.python(self),
            Operation::DropTable(operation) => return operation.python(self),
            Operation::RenameTable(operation) => operation.python(self),
            Operation::AddColumn(operation) => return operation.python(self),
            Operation::DropColumn(operation) => operation.python(self),
            Operation::AlterColumn(operation) => operation.python(self),
            Operation::CreateIndex(operation) => return operation.python(self),
            Operation::DropIndex(operation) => operation.python(self),
            Operation::CreateConstraint(operation) => return operation.python(self),
            Operation::DropConstraint(operation) => operation.python(self),
            Operation::SetTableComment(operation) => operation.python(self),
            Operation::CreateEnum(create) => self.execute(create.sql(self.dialect())?),
            Operation::DropEnum(drop) => self.execute(drop.sql(self.dialect())?),
            Operation::AlterEnum(operation) => return operation.python(self),
            Operation::CreateSequence(create) => self.execute(create.sql(self.dialect())?),
            Operation::DropSequence(drop) => self.execute(drop.sql(self.dialect())),
            Operation::CreateNamespace(create) => self.execute(create.sql(self.dialect())),
            Operation::DropNamespace(drop) => self.execute(drop.sql(self.dialect())),
            Operation::Execute(operation) => return operation.python(self),
            Operation::BulkInsert(insert) => self.execute(insert.sql(self.dialect(), &self.context())?),
            Operation::Batch(batch) => return batch.python(self),
        }
        Ok(())
    }

    /// Writes a `with` block of one table.
    pub fn batch<'o, S: Into<Step<'o>>>(
        &mut self,
        table: &TableName,
        arguments: &[String],
        steps: impl IntoIterator<Item = S>,
    ) -> Result<(), Unsupported> {
        let steps: Vec<Step<'o>> = steps.into_iter().map(Into::into).collect();
        let namespace = table.namespace.as_ref().map_or(pysource::none().to_owned(), |name| text(&name.text));
        let mut keywords = vec![text(&table.name.text), format!("schema={namespace}")];
        keywords.extend_from_slice(arguments);
        keywords.extend(convention_of_unnamed(&steps));
        self.line(format!("with op.batch_alter_table({}) as batch_op:", keywords.join(", ")));
        let start = self.code.lines.len();
        let outside = std::mem::replace(&mut self.pen.alembic_prefix, "batch_op.");
        let was_within = std::mem::replace(&mut self.within_batch, true);
        let written = steps.iter().try_for_each(|step| step.python(self));
        self.pen.alembic_prefix = outside;
        self.within_batch = was_within;
        written?;
        if self.code.lines.len() == start {
            self.line("pass");
        }
        // Alembic indents the first line of a statement only.
        for line in &mut self.code.lines[start..] {
            line.insert_str(0, "    ");
        }
        self.line("");
        Ok(())
    }
}

/// Returns `schema='…'` of a table that has one.
pub(crate) fn namespace_keyword(table: &TableName) -> Option<String> {
    let namespace = table.namespace.as_ref().filter(|namespace| !namespace.text.is_empty())?;
    Some(format!("schema={}", text(&namespace.text)))
}

/// What is found without a name needs a convention to be dropped by one.
fn convention_of_unnamed(steps: &[Step<'_>]) -> Option<String> {
    let kind = |step: &Step<'_>| match step.content {
        Content::Operation(Operation::DropConstraint(drop)) if drop.is_unnamed => drop.kind.clone(),
        _ => None,
    };
    let patterns: BTreeMap<&str, &str> =
        steps.iter().filter_map(kind).filter_map(|kind| unnamed::pattern(&kind)).collect();
    let written: Vec<String> =
        patterns.into_iter().map(|(key, pattern)| format!("{}: {}", text(key), text(pattern))).collect();
    (!written.is_empty()).then(|| format!("naming_convention={{{}}}", written.join(", ")))
}
