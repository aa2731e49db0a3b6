//! The dialects there are: one line each.

use crate::Dialect;
use crate::mysql::Mysql;
use crate::postgresql::Postgresql;
use crate::sqlite::Sqlite;

/// Every dialect.
pub static DIALECTS: &[&dyn Dialect] = &[&Postgresql, &Sqlite, &Mysql];

/// Returns the dialect of a name as URLs and `dialect_name=` write it; MariaDB is spoken to as MySQL.
pub fn by_name(name: &str) -> Option<&'static dyn Dialect> {
    let name = match name {
        "mariadb" => "mysql",
        "postgres" => "postgresql",
        name => name,
    };
    DIALECTS.iter().copied().find(|dialect| dialect.facts().name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mariadb_is_spoken_to_as_mysql() {
        assert_eq!(by_name("mariadb").map(|dialect| dialect.facts().name), Some("mysql"));
        assert!(by_name("oracle").is_none());
    }

    #[test]
    fn reserved_words_are_sorted_for_the_search() {
        for dialect in DIALECTS {
            assert!(dialect.facts().reserved_words.is_sorted(), "{}", dialect.facts().name);
        }
    }
}
