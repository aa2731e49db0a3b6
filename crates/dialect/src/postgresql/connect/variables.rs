//! What a URL and `connect_args` say, as the environment variables of libpq's own programs.

use serde_json::{Map, Value as Json};

use super::{arguments, options::VARIABLES};
use crate::{DatabaseError, Url};

/// Returns the variables with which `psql` or `pg_dump` reaches what `connect` reaches with the same arguments.
pub(in crate::postgresql) fn variables(
    url: &Url,
    connect_args: &Map<String, Json>,
) -> Result<Vec<(String, String)>, DatabaseError> {
    let settings = arguments::gather(url, connect_args)?.settings;
    let known = VARIABLES.iter().map(|(variable, setting)| (*variable, *setting));
    Ok(known
        .chain([("PGSERVICE", "service"), ("PGSERVICEFILE", "servicefile")])
        .filter_map(|(variable, setting)| Some((variable.to_owned(), settings.get(setting)?.clone())))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_passwords_of_query_and_arguments_are_found() {
        let url = Url {
            drivername: "postgresql+asyncpg".into(),
            username: Some("me".into()),
            query: vec![("host".into(), "/run/postgresql".into()), ("ssl".into(), "require".into())],
            ..Url::default()
        };
        let mut arguments = Map::new();
        arguments.insert("password".into(), "secret".into());
        let found = variables(&url, &arguments).unwrap();
        for (variable, value) in
            [("PGUSER", "me"), ("PGHOST", "/run/postgresql"), ("PGSSLMODE", "require"), ("PGPASSWORD", "secret")]
        {
            assert!(found.contains(&(variable.to_owned(), value.to_owned())), "{variable}: {found:?}");
        }
    }
}
