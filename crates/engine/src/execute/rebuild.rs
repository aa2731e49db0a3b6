//! `batch_alter_table` on a table that is there: altered in place where the server can, else made anew.

use dialect::{Original, Statement, ddl::temporary_name, quote::quote_name};
use operation::{Batch, Operation};
use pyruntime::{Conversation, HostError};
use schema::{Name, TableName, Value};

use crate::execute::{
    Run,
    raise::{database_error, unsupported},
};

impl Run<'_> {
    /// Carries out a batch; nothing but the whole of it is ever seen by others.
    pub(super) fn perform_batch(&mut self, batch: Batch, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let context = self.context()?;
        let is_altered = context.dialect.facts().alters_constraints || !batch.depends_on_table(context.dialect);
        if context.as_sql || is_altered {
            let statements = Operation::Batch(batch).sql(context.dialect, &context.wording).map_err(unsupported)?;
            return self.send(&statements, python).map(drop);
        }
        self.refuse_to_describe_batch()?;
        let context = self.context()?;
        let at_once = batch.at_once(context.dialect, &context.wording).map_err(unsupported)?;
        self.send(&at_once, python)?;
        let rest = batch.without_texts();
        let original = self.original(&rest)?;
        let context = self.context()?;
        if !rest.needs_new_table(context.dialect, Some(&original.table)) {
            let statements = rest.in_place(context.dialect, &context.wording).map_err(unsupported)?;
            return self.send(&statements, python).map(drop);
        }
        match rest.without_renames(context.dialect, &original.table) {
            Some((renames, rest)) => {
                let statements = renames.in_place(context.dialect, &context.wording).map_err(unsupported)?;
                self.send(&statements, python)?;
                let original = self.original(&rest)?;
                self.replace(&rest, &original, python)
            }
            None => self.replace(&rest, &original, python),
        }
    }

    /// Reads the table of a batch.
    fn original(&mut self, batch: &Batch) -> Result<Original, HostError> {
        let context = self.context()?;
        let (dialect, number) = (context.dialect, context.connection);
        let name = &batch.table;
        let Some(number) = number else { return Err(no_connection()) };
        let open = self.connections.get(number)?;
        let found = dialect.original(open.connection.as_mut(), name).unwrap_or(Ok(None));
        let original = found.map_err(|error| database_error(&error, &open.driver, None))?;
        let temporary = temporary_name(&name.name);
        match original {
            Some(original) if original.has_left_over => Err(left_over(&name.name, &temporary)),
            Some(original) => Ok(original),
            None => {
                let is_lost = open.connection.has_table(&TableName { name: temporary.clone(), ..name.clone() });
                Err(no_such_table(&name.name, is_lost.unwrap_or(false).then_some(&temporary)))
            }
        }
    }

    /// Puts the changed table into the place of the original.
    fn replace(&mut self, batch: &Batch, original: &Original, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let context = self.context()?;
        let statements = batch.rebuilt(context.dialect, &context.wording, Some(original)).map_err(unsupported)?;
        let Some(number) = context.connection else { return Err(no_connection()) };
        let enforced = self.with_connection(number, |connection| connection.begin_replacing())?;
        let replaced = self.replace_or_leave(&statements, &batch.table.name, original, enforced, python);
        self.with_connection(number, |connection| connection.end_replacing(enforced))?;
        replaced
    }

    /// A script may go on after an error: then the original stands as it was, and no copy beside it.
    fn replace_or_leave(
        &mut self,
        statements: &[Statement],
        table: &Name,
        original: &Original,
        enforced: bool,
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        const SAVEPOINT: &str = "limbeck_batch";
        let views = self.working_views(&original.views, python)?;
        self.send(&[Statement::plain(format!("SAVEPOINT {SAVEPOINT}"))], python)?;
        let replaced =
            self.send(statements, python).and_then(|_| self.refuse_what_it_breaks(table, &views, enforced, python));
        let release = Statement::plain(format!("RELEASE SAVEPOINT {SAVEPOINT}"));
        match replaced {
            Ok(()) => self.send(&[release], python).map(drop),
            Err(error) => {
                let back = Statement::plain(format!("ROLLBACK TO SAVEPOINT {SAVEPOINT}"));
                // A full disk has rolled back the whole transaction already; the first error is the one to tell.
                drop(self.send(&[back, release], python));
                Err(error)
            }
        }
    }

    fn refuse_what_it_breaks(
        &mut self,
        table: &Name,
        views: &[Name],
        enforced: bool,
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        if enforced {
            self.refuse_broken_references(table, python)?;
        }
        let working = self.working_views(views, python)?;
        match views.iter().find(|view| !working.contains(view)) {
            Some(view) => Err(broken_view(table, view)),
            None => Ok(()),
        }
    }

    fn with_connection<Answer>(
        &mut self,
        number: u32,
        act: impl FnOnce(&mut dyn dialect::Connection) -> Result<Answer, dialect::DatabaseError>,
    ) -> Result<Answer, HostError> {
        let open = self.connections.get(number)?;
        act(open.connection.as_mut()).map_err(|error| database_error(&error, &open.driver, None))
    }

    /// Those of the views that can be read now.
    fn working_views(&mut self, views: &[Name], python: &mut Conversation<'_>) -> Result<Vec<Name>, HostError> {
        let dialect = self.context()?.dialect;
        let mut working = Vec::new();
        for view in views {
            let read = Statement::plain(format!("SELECT 1 FROM {} LIMIT 0", quote_name(dialect, view)));
            match self.send(&[read], python) {
                Ok(_) => working.push(view.clone()),
                Err(error) if error.exception.starts_with("sqlalchemy.exc.") => {}
                Err(error) => return Err(error),
            }
        }
        Ok(working)
    }

    /// Step 10 of SQLite's own list: what no key enforced meanwhile has to hold.
    fn refuse_broken_references(&mut self, table: &Name, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let broken = self.send(&[Statement::plain("PRAGMA foreign_key_check")], python)?.unwrap_or_default();
        match broken.rows.first() {
            None => Ok(()),
            Some(row) => {
                let child = match row.first() {
                    Some(Value::Text(child)) => child.as_str(),
                    _ => "?",
                };
                Err(HostError::new(
                    "sqlalchemy.exc.IntegrityError",
                    format!(
                        "FOREIGN KEY constraint failed: rows of '{child}' refer to what the new table '{table}' lacks"
                    ),
                ))
            }
        }
    }
}

fn no_connection() -> HostError {
    HostError::new("TypeError", "context.configure() was given a URL and no connection, which serves --sql only")
}

fn left_over(table: &Name, temporary: &Name) -> HostError {
    let text = format!(
        "table {temporary} already exists: a batch of another program was broken off while it copied '{table}'"
    );
    HostError::new("sqlalchemy.exc.OperationalError", text).with_hint(Some(format!(
        "'{table}' is still whole; drop the copy and try again: op.execute('DROP TABLE \"{temporary}\"')"
    )))
}

fn no_such_table(table: &Name, copy: Option<&Name>) -> HostError {
    let error = HostError::new("sqlalchemy.exc.NoSuchTableError", table.to_string());
    error.with_hint(copy.map(|copy| {
        format!(
            "'{copy}' is there: a batch of another program was broken off after it had dropped '{table}', and the rows \
             are in the copy; ALTER TABLE \"{copy}\" RENAME TO \"{table}\" brings it back"
        )
    }))
}

fn broken_view(table: &Name, view: &Name) -> HostError {
    HostError::new(
        "sqlalchemy.exc.OperationalError",
        format!("the view '{view}' cannot be read any more with the new table '{table}'"),
    )
    .with_hint(Some(format!(
        "drop the view before the batch and create it again behind it: op.execute('DROP VIEW \"{view}\"')"
    )))
}
