//! The version table, `alembic_version`: which revisions a database is at.

use schema::{
    Assignment, Bind, Column, ColumnType, Constraint, ConstraintName, Delete, Expression, Fill, From, Insert,
    InsertSource, Name, Operator, Options, PrimaryKey, Query, Select, Table, TableName, Update, Value,
};

use crate::ddl::{CheckFirst, IfExists, IfNotExists, create_table, drop_table};
use crate::query::{Mode, Parameters, Paramstyle, compile};
use crate::{Context, Dialect, Statement, Unsupported};

/// The table as `context.configure()` describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionTable {
    /// `version_table` and `version_table_schema`.
    pub name: TableName,
    /// `version_table_pk`.
    pub primary_key: WithPrimaryKey,
}

/// Whether the version table has a primary key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WithPrimaryKey {
    #[default]
    Yes,
    No,
}

impl Default for VersionTable {
    fn default() -> Self {
        Self { name: TableName::from("alembic_version"), primary_key: WithPrimaryKey::Yes }
    }
}

const COLUMN: &str = "version_num";

impl VersionTable {
    /// Returns `CREATE TABLE`.
    pub fn create(&self, dialect: &dyn Dialect) -> Result<Statement, Unsupported> {
        let mut statements =
            create_table(dialect, &Context::default(), &self.table(), IfNotExists::No, CheckFirst::No)?;
        Ok(statements.remove(0))
    }

    /// Returns `DROP TABLE`.
    pub fn drop(&self, dialect: &dyn Dialect) -> Statement {
        drop_table(dialect, &self.name, IfExists::No)
    }

    /// Returns the query for all rows.
    pub fn select(&self, dialect: &dyn Dialect, mode: Mode) -> Result<Statement, Unsupported> {
        let select = Select {
            columns: vec![self.column()],
            from: vec![From::Table { table: self.name.clone(), alias: None }],
            ..Select::default()
        };
        self.compiled(dialect, &Query::Select(Box::new(select)), mode)
    }

    /// Returns the INSERT of a revision. It names its key in RETURNING where SQLAlchemy does so.
    pub fn insert(&self, dialect: &dyn Dialect, revision: &str, mode: Mode) -> Result<Statement, Unsupported> {
        let returns_key = dialect.facts().insert_returning && self.primary_key == WithPrimaryKey::Yes;
        let insert = Insert {
            ctes: Vec::new(),
            table: self.name.clone(),
            source: InsertSource::Values { columns: vec![COLUMN.into()], rows: vec![vec![text(revision)]] },
            on_conflict: None,
            returning: if returns_key { vec![self.column()] } else { Vec::new() },
        };
        self.compiled(dialect, &Query::Insert(Box::new(insert)), mode)
    }

    /// Returns the UPDATE of one revision to another.
    pub fn update(&self, dialect: &dyn Dialect, from: &str, to: &str, mode: Mode) -> Result<Statement, Unsupported> {
        let update = Update {
            ctes: Vec::new(),
            table: self.name.clone(),
            alias: None,
            set: vec![Assignment { column: COLUMN.into(), value: text(to) }],
            from: Vec::new(),
            filter: Some(self.is_at(from)),
            returning: Vec::new(),
        };
        self.compiled(dialect, &Query::Update(Box::new(update)), mode)
    }

    /// Returns the DELETE of a revision.
    pub fn delete(&self, dialect: &dyn Dialect, revision: &str, mode: Mode) -> Result<Statement, Unsupported> {
        self.deleting(dialect, Some(self.is_at(revision)), mode)
    }

    /// Returns the DELETE of all rows (`stamp --purge`).
    pub fn delete_all(&self, dialect: &dyn Dialect, mode: Mode) -> Result<Statement, Unsupported> {
        self.deleting(dialect, None, mode)
    }

    fn deleting(
        &self,
        dialect: &dyn Dialect,
        filter: Option<Expression>,
        mode: Mode,
    ) -> Result<Statement, Unsupported> {
        let delete = Delete {
            ctes: Vec::new(),
            table: self.name.clone(),
            alias: None,
            using: Vec::new(),
            filter,
            returning: Vec::new(),
        };
        self.compiled(dialect, &Query::Delete(Box::new(delete)), mode)
    }

    fn compiled(&self, dialect: &dyn Dialect, query: &Query, mode: Mode) -> Result<Statement, Unsupported> {
        let mut statements = compile(dialect, query, &Parameters::None, mode, Paramstyle::Question)?;
        Ok(statements.remove(0))
    }

    fn is_at(&self, revision: &str) -> Expression {
        Expression::Binary {
            operator: Operator::Equal,
            left: Box::new(self.column()),
            right: Box::new(text(revision)),
            escape: None,
        }
    }

    fn column(&self) -> Expression {
        Expression::Column {
            namespace: self.name.namespace.clone(),
            table: Some(self.name.name.clone()),
            name: COLUMN.into(),
            column_type: None,
        }
    }

    fn table(&self) -> Table {
        let key = PrimaryKey {
            name: ConstraintName::Written(Name::from(format!("{}_pkc", self.name.name))),
            columns: vec![COLUMN.into()],
            ..PrimaryKey::default()
        };
        let has_key = self.primary_key == WithPrimaryKey::Yes;
        Table {
            name: self.name.clone(),
            columns: vec![Column {
                name: COLUMN.into(),
                column_type: ColumnType::String { length: Some(32), collation: None },
                nullable: false,
                primary_key: false,
                autoincrement: schema::Autoincrement::Auto,
                unique: false,
                index: false,
                fill: Fill::Nothing,
                client_default: false,
                sequence: None,
                foreign_keys: Vec::new(),
                checks: Vec::new(),
                comment: None,
                renamed_from: None,
                options: Options::new(),
            }],
            constraints: if has_key { vec![Constraint::PrimaryKey(key)] } else { Vec::new() },
            indexes: Vec::new(),
            comment: None,
            renamed_from: None,
            info: None,
            prefixes: Vec::new(),
            options: Options::new(),
        }
    }
}

fn text(value: &str) -> Expression {
    Expression::Bind(Bind { name: None, value: Some(Value::from(value)), bind_type: None, expanding: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::by_name;

    #[track_caller]
    fn check_literal(dialect: &str, write: impl Fn(&VersionTable, &dyn Dialect) -> Statement, expected: &str) {
        assert_eq!(write(&VersionTable::default(), by_name(dialect).unwrap()).sql, expected);
    }

    #[test]
    fn insert_names_its_key_as_sqlalchemy_does() {
        let insert = |table: &VersionTable, dialect: &dyn Dialect| table.insert(dialect, "a", Mode::Literal).unwrap();
        let values = "INSERT INTO alembic_version (version_num) VALUES ('a')";
        check_literal("postgresql", insert, &format!("{values} RETURNING alembic_version.version_num"));
        check_literal("sqlite", insert, &format!("{values} RETURNING version_num"));
        check_literal("mysql", insert, values);
    }

    #[test]
    fn update_and_delete_are_those_of_alembic() {
        check_literal(
            "sqlite",
            |table, dialect| table.update(dialect, "a", "b", Mode::Literal).unwrap(),
            "UPDATE alembic_version SET version_num='b' WHERE alembic_version.version_num = 'a'",
        );
        check_literal(
            "mysql",
            |table, dialect| table.delete(dialect, "a", Mode::Literal).unwrap(),
            "DELETE FROM alembic_version WHERE alembic_version.version_num = 'a'",
        );
    }

    #[test]
    fn bound_values_stand_beside_the_text() {
        let table =
            VersionTable { name: TableName { namespace: Some("s".into()), name: "v".into() }, ..Default::default() };
        let update = table.update(by_name("postgresql").unwrap(), "a", "b", Mode::Bound).unwrap();
        assert_eq!(update.sql, "UPDATE s.v SET version_num=$1 WHERE s.v.version_num = $2");
        assert_eq!(update.binds, [Value::from("b"), Value::from("a")]);
    }

    #[test]
    fn table_has_the_key_that_is_wished_for() {
        check_literal(
            "sqlite",
            |table, dialect| table.create(dialect).unwrap(),
            "\nCREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n\t\
             CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)\n\n",
        );
        let table = VersionTable { primary_key: WithPrimaryKey::No, ..Default::default() };
        let sql = table.create(by_name("sqlite").unwrap()).unwrap().sql;
        assert_eq!(sql, "\nCREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL\n)\n\n");
    }
}
