//! Asks the server whether two expressions mean the same.

use dialect::{
    Connection, Statement,
    query::{Mode, expression_text},
};
use diff::Server;
use schema::{Column, Expression, Pair, Value};

use super::Questions;

impl Server for Questions<'_, '_, '_> {
    fn means_the_same(&self, _: &Column, expressions: Pair<&Expression>) -> Option<bool> {
        let run = &mut self.inner.borrow_mut().run;
        let context = run.context.as_ref()?;
        let text = |expression| expression_text(context.dialect, expression, Mode::Literal).ok();
        let (before, after) = (text(expressions.before)?, text(expressions.after)?);
        let open = run.connections.get(context.connection?).ok()?;
        evaluate(open.connection.as_mut(), &format!("{before} = {after}"))
    }
}

/// Evaluates a condition. What the server refuses must not end the transaction of the run, hence the savepoint.
fn evaluate(connection: &mut dyn Connection, condition: &str) -> Option<bool> {
    let mut tell = |sql: &str| connection.execute(&Statement::plain(sql));
    let in_transaction = tell("SAVEPOINT limbeck_question").is_ok();
    let answer = tell(&format!("SELECT {condition}"));
    if in_transaction {
        tell("ROLLBACK TO SAVEPOINT limbeck_question").ok()?;
    }
    match answer.ok()?.rows.first()?.first()? {
        Value::Bool(answer) => Some(*answer),
        Value::Int(answer) => Some(*answer != 0),
        _ => None,
    }
}
