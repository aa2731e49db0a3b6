//! Which database a driver name means, and whether Python awaits it.

use super::url::{Url, UrlError};
use Waiting::{Async, Blocking, Either};

/// A database that we speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Postgresql,
    Sqlite,
    Mysql,
    Mariadb,
}

impl Backend {
    /// SQLAlchemy's name of the dialect.
    pub fn name(self) -> &'static str {
        match self {
            Self::Postgresql => "postgresql",
            Self::Sqlite => "sqlite",
            Self::Mysql => "mysql",
            Self::Mariadb => "mariadb",
        }
    }
}

/// Whether `create_engine`, `create_async_engine` or both take a driver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    Blocking,
    Async,
    Either,
}

/// What a driver name means: `postgresql+asyncpg` is PostgreSQL, awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Driver {
    pub backend: Backend,
    pub name: &'static str,
    pub waiting: Waiting,
}

/// The drivers of each backend; the first is what SQLAlchemy takes if the URL names none.
const DRIVERS: &[(Backend, &[(&str, Waiting)])] = &[
    (
        Backend::Postgresql,
        &[
            ("psycopg", Either),
            ("asyncpg", Async),
            ("pg8000", Blocking),
            ("psycopg2", Blocking),
            ("psycopg2cffi", Blocking),
            ("psycopg_async", Async),
        ],
    ),
    (Backend::Sqlite, &[("pysqlite", Blocking), ("aiosqlite", Async), ("pysqlcipher", Blocking)]),
    (Backend::Mysql, MYSQL),
    (Backend::Mariadb, MYSQL),
];

const MYSQL: &[(&str, Waiting)] = &[
    ("mysqldb", Blocking),
    ("aiomysql", Async),
    ("asyncmy", Async),
    ("cymysql", Blocking),
    ("mariadbconnector", Blocking),
    ("mysqlconnector", Blocking),
    ("pymysql", Blocking),
    ("pyodbc", Blocking),
];

impl Url {
    /// Finds the database and the driver that the URL names.
    pub fn driver(&self) -> Result<Driver, UrlError> {
        let (dialect, driver) = match self.driver_name.split_once('+') {
            Some((dialect, driver)) => (dialect, Some(driver)),
            None => (self.driver_name.as_str(), None),
        };
        if ["mssql", "oracle"].contains(&dialect) {
            return Err(UrlError::UnsupportedDialect { dialect: dialect.into() });
        }
        // SQLAlchemy no longer knows `postgres`, but hosting services still write it.
        let dialect = if dialect == "postgres" { "postgresql" } else { dialect };
        let found = DRIVERS.iter().find(|(backend, _)| backend.name() == dialect).and_then(|(backend, drivers)| {
            let (name, waiting) = match driver {
                None => drivers.first(),
                Some(driver) => drivers.iter().find(|(name, _)| *name == driver),
            }?;
            Some(Driver { backend: *backend, name, waiting: *waiting })
        });
        found.ok_or_else(|| UrlError::UnknownDialect { plugin: self.driver_name.replace('+', ".") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(driver_name: &str, backend: Backend, waiting: Waiting) {
        let driver = Url::parse(&format!("{driver_name}://")).unwrap().driver().unwrap();
        assert_eq!((driver.backend, driver.waiting), (backend, waiting));
    }

    #[test]
    fn every_spelling_of_a_database_is_understood() {
        check("postgresql", Backend::Postgresql, Either);
        check("postgres", Backend::Postgresql, Either);
        check("postgresql+asyncpg", Backend::Postgresql, Async);
        check("sqlite+aiosqlite", Backend::Sqlite, Async);
        check("sqlite+pysqlite", Backend::Sqlite, Blocking);
        check("mariadb+pymysql", Backend::Mariadb, Blocking);
    }

    #[test]
    fn an_unknown_dialect_is_refused_with_a_way_out() {
        let error = Url::parse("oracle://h").unwrap().driver().unwrap_err();
        assert_eq!(error.to_string(), "database dialect 'oracle' is not supported");
        let error = Url::parse("driver://user:pass@localhost/dbname").unwrap().driver().unwrap_err();
        assert!(error.hint().unwrap().contains("sqlalchemy.url"));
    }
}
