//! `ENGINE=InnoDB DEFAULT CHARSET=utf8mb4` and its relatives behind CREATE TABLE.

use serde_json::Value as Json;

use crate::Dialect;
use crate::ddl::Design;
use crate::quote::text_literal;

const CHARSETS: [&str; 4] = ["DEFAULT_CHARSET", "DEFAULT_CHARACTER_SET", "CHARSET", "CHARACTER_SET"];
const PARTITIONING: [&str; 4] = ["PARTITION_BY", "PARTITIONS", "SUBPARTITION_BY", "SUBPARTITIONS"];

/// Returns the options in the order they were written; a collation follows its character set, partitions come last.
pub(super) fn text(design: &Design<'_>) -> String {
    let mut options: Vec<(String, String)> = design
        .options
        .iter()
        .filter_map(|(key, value)| Some((key.strip_prefix("mysql_")?.to_uppercase(), value_text(value))))
        .collect();
    if let Some(comment) = design.comment {
        options.retain(|(name, _)| name != "COMMENT");
        options.push(("COMMENT".to_owned(), comment.to_owned()));
    }
    let (partitioning, mut plain): (Vec<_>, Vec<_>) =
        options.into_iter().partition(|(name, _)| PARTITIONING.contains(&name.as_str()));
    if plain.iter().any(|(name, _)| CHARSETS.contains(&name.as_str())) {
        plain.sort_by_key(|(name, _)| name == "COLLATE");
    }
    let mut partitioning = partitioning;
    partitioning.sort_by_key(|(name, _)| PARTITIONING.iter().position(|word| word == name));
    let plain = plain.into_iter().map(|(name, value)| plain_option(design.dialect, &name, &value));
    let partitioning = partitioning.into_iter().map(|(name, value)| format!("{} {value}", name.replace('_', " ")));
    plain.chain(partitioning).collect::<Vec<_>>().join(" ")
}

fn value_text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn plain_option(dialect: &dyn Dialect, name: &str, value: &str) -> String {
    let value = match name {
        "COMMENT" | "PASSWORD" | "CONNECTION" => text_literal(dialect, value),
        _ => value.to_owned(),
    };
    match name {
        "DEFAULT_CHARACTER_SET" | "CHARACTER_SET" => format!("{} {value}", name.replace('_', " ")),
        "TABLESPACE" | "COLLATE" => format!("{name} {value}"),
        "DATA_DIRECTORY" | "INDEX_DIRECTORY" | "DEFAULT_CHARSET" | "DEFAULT_COLLATE" => {
            format!("{}={value}", name.replace('_', " "))
        }
        name => format!("{name}={value}"),
    }
}
