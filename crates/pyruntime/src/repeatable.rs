//! Which plain version files ask for the same at each run, so that what they asked for can be kept.
//!
//! A plain file (`plain.rs`) can only ask for operations. One that is repeatable besides depends on nothing but its own
//! text and our packages: it knows no clock, no chance, no setting, no order of a set, and takes no parameters.

use std::collections::HashSet;

use ruff_python_ast::{
    Expr, ExprAttribute, Mod, Stmt,
    visitor::{self, Visitor},
};

use crate::{
    declaring_words::{ACTING, OF_THE_CLOCK},
    plain::root,
};

/// Packages that give the same description to the same arguments.
const CONSTANT: [&str; 11] = [
    "__future__",
    "collections",
    "decimal",
    "fastapi_users_db_sqlalchemy",
    "geoalchemy2",
    "json",
    "pgvector",
    "sqlalchemy",
    "sqlalchemy_utils",
    "sqlmodel",
    "typing",
];

/// What `op` offers that asks for no answer and knows no settings.
const DIRECTIVES: [&str; 21] = [
    "add_column",
    "alter_column",
    "batch_alter_table",
    "bulk_insert",
    "create_check_constraint",
    "create_exclude_constraint",
    "create_foreign_key",
    "create_index",
    "create_primary_key",
    "create_table",
    "create_table_comment",
    "create_unique_constraint",
    "drop_column",
    "drop_constraint",
    "drop_index",
    "drop_table",
    "drop_table_comment",
    "execute",
    "f",
    "inline_literal",
    "rename_table",
];

/// Attributes by which a batch or a statement tells of the run that it is in.
const OF_THE_RUN: [&str; 11] = [
    "autocommit_block",
    "bind",
    "compile",
    "config",
    "connection",
    "context",
    "dialect",
    "impl",
    "invoke",
    "migration_context",
    "run_async",
];

/// Whether a plain file asks for the same at each run.
pub(crate) fn is_repeatable(file: &Mod) -> bool {
    let Mod::Module(module) = file else { return false };
    let mut check = Check { operations: HashSet::new(), is_repeatable: true };
    check.visit_body(&module.body);
    check.is_repeatable
}

struct Check<'a> {
    /// The names that `alembic.op` has here.
    operations: HashSet<&'a str>,
    is_repeatable: bool,
}

impl<'a> Check<'a> {
    fn import(&mut self, module: &str, imported: &'a str, name: &'a str) {
        if module == "alembic" {
            self.is_repeatable &= imported == "op";
            self.operations.insert(name);
        } else {
            self.is_repeatable &= CONSTANT.contains(&root(module)) && !ACTING.contains(&imported);
        }
    }

    fn is_constant_attribute(&self, attribute: &ExprAttribute) -> bool {
        let name = attribute.attr.as_str();
        match &*attribute.value {
            Expr::Name(base) if self.operations.contains(base.id.as_str()) => return DIRECTIVES.contains(&name),
            // `func.now()` is a description.
            Expr::Name(base) if base.id.as_str() == "func" => return true,
            Expr::Attribute(base) if base.attr.as_str() == "func" => return true,
            _ => {}
        }
        let asks = name.starts_with("get_") || OF_THE_RUN.contains(&name);
        !asks && !ACTING.contains(&name) && !OF_THE_CLOCK.contains(&name)
    }
}

impl<'a> Visitor<'a> for Check<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let module = alias.name.as_str();
                    self.is_repeatable &= CONSTANT.contains(&root(module));
                }
            }
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.import(module, alias.name.as_str(), name.as_str());
                }
            }
            Stmt::FunctionDef(function) => self.is_repeatable &= function.parameters.is_empty(),
            _ => {}
        }
        visitor::walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Attribute(attribute) => {
                self.is_repeatable &= self.is_constant_attribute(attribute);
                // The `op` of `op.execute` is no use of `op` itself.
                if !attribute.value.is_name_expr() {
                    self.visit_expr(&attribute.value);
                }
                return;
            }
            Expr::Name(name) => {
                let name = name.id.as_str();
                let is_known = !self.operations.contains(name) && !name.starts_with("__");
                self.is_repeatable &= is_known && name != "set" && name != "frozenset";
            }
            Expr::Set(_) | Expr::SetComp(_) => self.is_repeatable = false,
            _ => {}
        }
        visitor::walk_expr(self, expression);
    }

    /// Annotations are not evaluated (PEP 649).
    fn visit_annotation(&mut self, _: &'a Expr) {}
}

#[cfg(test)]
mod tests {
    #[track_caller]
    fn check(expected: bool, imports: &str, lines: &str) {
        let body = lines.replace('\n', "\n    ");
        let source = format!(
            "from typing import Union\n\nfrom alembic import op\nimport sqlalchemy as sa\n{imports}\n\n\
             revision: str = 'a'\ndown_revision: Union[str, None] = None\n\ndef upgrade() -> None:\n    {body}\n"
        );
        let syntax = crate::compile::parse(&source).expect("the test's source is Python");
        assert_eq!(super::is_repeatable(&syntax), expected, "{lines}");
    }

    #[test]
    fn operations_on_constants_are_repeatable() {
        check(true, "", "op.create_table('a', sa.Column('x', sa.DateTime(), server_default=sa.func.now()))");
        check(true, "", "with op.batch_alter_table('a') as batch:\n    batch.drop_column('x')");
        check(
            true,
            "from sqlalchemy.dialects import postgresql",
            "op.add_column('a', sa.Column('x', postgresql.UUID()))",
        );
        check(true, "", "t = sa.table('a', sa.column('x'))\nop.execute(t.update().where(t.c.x == 1).values(x=2))");
    }

    #[test]
    fn clocks_and_chance_are_not() {
        check(false, "import datetime", "op.bulk_insert(t, [{'x': datetime.datetime.now()}])");
        check(false, "import uuid", "op.execute(str(uuid.uuid4()))");
        check(false, "", "for name in {'a', 'b'}:\n    op.drop_table(name)");
        check(false, "", "for name in set(['a', 'b']):\n    op.drop_table(name)");
    }

    #[test]
    fn what_tells_of_the_run_is_not() {
        check(false, "", "if op.get_context().as_sql:\n    op.drop_table('a')");
        check(false, "", "if op.get_bind().dialect.name == 'sqlite':\n    op.drop_table('a')");
        check(false, "from alembic import context", "op.execute(context.get_x_argument()[0])");
        check(false, "", "tool = op\ntool.get_bind()");
        check(false, "", "op.execute(__file__)");
        check(false, "", "op.my_own_directive('a')");
    }
}
