//! Compares the Python text of operations with what the real Alembic wrote (`recorded/record_python.py` records it).
//!
//! A case where we differ on purpose says why, and which parts of Alembic's text are replaced.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dialect::{Unsupported, by_name};
use operation::{Body, Operation, PythonSettings, Step, function_body};
use pysource::{AsAlembic, Item, RenderItem};
use schema::{ColumnType, Fill, NamingConvention, TableName};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    case: String,
    changes: Vec<(Option<TableName>, Operation)>,
    #[serde(default)]
    naming_convention: BTreeMap<String, String>,
    #[serde(default)]
    prefixes: BTreeMap<String, String>,
    #[serde(default)]
    render_item: bool,
    differs: Option<Differs>,
    /// What our own `op` makes of our text on PostgreSQL.
    read: Option<Vec<Operation>>,
    both: Option<Written>,
    both_batch: Option<Written>,
    sqlite: Option<Written>,
    sqlite_batch: Option<Written>,
    postgresql: Option<Written>,
    postgresql_batch: Option<Written>,
}

/// What Alembic wrote.
#[derive(Clone, Debug, Default, Deserialize)]
struct Written {
    #[serde(default)]
    text: String,
    #[serde(default)]
    imports: BTreeSet<String>,
    #[serde(default)]
    warnings: Vec<String>,
    /// The class of the Python exception.
    error: Option<String>,
}

/// Where we write something else on purpose.
#[derive(Deserialize)]
struct Differs {
    why: String,
    replaced: Vec<(String, String)>,
    imports: BTreeSet<String>,
    /// Our only line, where Alembic has none.
    ours: Option<String>,
}

/// The hook that `record_python.py` gives to Alembic.
struct UsersTexts;

impl RenderItem for UsersTexts {
    fn render(&self, item: Item<'_>, _: Option<&TableName>, imports: &mut BTreeSet<String>) -> Option<String> {
        match item {
            Item::Type(ColumnType::LargeBinary { length }) => {
                imports.insert("from app.types import Blob".to_owned());
                Some(format!("Blob({})", length.unwrap_or(0)))
            }
            // In Python a type with variants is its base.
            Item::Type(ColumnType::Variant { base, .. }) => self.render(Item::Type(base), None, imports),
            Item::ServerDefault(Fill::Computed { .. }) => Some("computed()".to_owned()),
            Item::Unique(unique) => {
                let columns: Vec<&str> = unique.columns.iter().map(|column| column.text.as_str()).collect();
                Some(format!("unique({})", columns.join(", ")))
            }
            _ => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Style {
    Plain,
    Batch,
}

impl Case {
    fn expected(&self, dialect: &str, style: Style) -> Written {
        let (plain, batch) = match dialect {
            _ if self.both.is_some() => (&self.both, &self.both_batch),
            "sqlite" => (&self.sqlite, &self.sqlite_batch),
            _ => (&self.postgresql, &self.postgresql_batch),
        };
        let written = if style == Style::Batch { batch.as_ref().or(plain.as_ref()) } else { plain.as_ref() };
        let mut written = written.expect("every case has both dialects").clone();
        let Some(differs) = &self.differs else { return written };
        assert!(!differs.why.is_empty());
        for (part, ours) in &differs.replaced {
            written.text = written.text.replace(part, ours);
        }
        written.imports.extend(differs.imports.iter().cloned());
        if let Some(line) = &differs.ours {
            let table = self.changes[0].0.as_ref().filter(|_| style == Style::Batch);
            written.text = body_of(line, table);
            written.error = None;
        }
        written
    }

    fn written(&self, dialect: &str, style: Style) -> Result<Body, Unsupported> {
        let prefix = |key: &str, default: &'static str| self.prefixes.get(key).map_or(default, String::as_str);
        let steps: Vec<_> = self
            .changes
            .iter()
            .map(|(within, operation)| Step { within: within.as_ref(), ..Step::from(operation) })
            .collect();
        let naming_convention = NamingConvention { patterns: self.naming_convention.clone() };
        let settings = PythonSettings {
            sqlalchemy_prefix: prefix("sqlalchemy", "sa."),
            alembic_prefix: prefix("alembic", "op."),
            user_prefix: self.prefixes.get("user").map(String::as_str),
            as_batch: style == Style::Batch,
            dialect: by_name(dialect).expect("the dialect is one of ours"),
            naming_convention: &naming_convention,
            item: if self.render_item { &UsersTexts } else { &AsAlembic },
        };
        function_body(&steps, &settings)
    }

    /// Returns what is wrong with the text that the operations give which our own `op` has read.
    fn check_read(&self, operations: &[Operation]) -> Option<String> {
        let naming_convention = NamingConvention::default();
        let settings = PythonSettings {
            sqlalchemy_prefix: "sa.",
            alembic_prefix: "op.",
            user_prefix: None,
            as_batch: false,
            dialect: by_name("postgresql").expect("the dialect is one of ours"),
            naming_convention: &naming_convention,
            item: &AsAlembic,
        };
        let steps: Vec<_> = operations.iter().map(Step::from).collect();
        let expected = self.expected("postgresql", Style::Plain).text;
        match function_body(&steps, &settings) {
            Ok(body) if body.text == expected => None,
            Ok(body) => Some(format!("{}\n expected\n{expected}\n written\n{}", self.case, body.text)),
            Err(error) => Some(format!("{}\n expected\n{expected}\n refused {error}", self.case)),
        }
    }

    /// Returns what is wrong, if anything.
    fn check(&self, dialect: &str, style: Style) -> Option<String> {
        let expected = self.expected(dialect, style);
        let difference = match (&expected.error, self.written(dialect, style)) {
            (Some(class), Err(error)) if error.exception.ends_with(class.as_str()) => return None,
            (Some(class), written) => format!("expected {class}\n written {written:?}"),
            (None, Err(error)) => format!("expected\n{}\n refused {error}", expected.text),
            (None, Ok(body)) if body.text != expected.text => {
                format!("expected\n{}\n written\n{}", expected.text, body.text)
            }
            (None, Ok(body)) if body.imports != expected.imports => {
                format!("expected {:?}\n written {:?}", expected.imports, body.imports)
            }
            (None, Ok(body)) if body.warnings != expected.warnings => {
                format!("expected {:?}\n written {:?}", expected.warnings, body.warnings)
            }
            (None, Ok(_)) => return None,
        };
        let style = if style == Style::Batch { " in a batch" } else { "" };
        Some(format!("{} on {dialect}{style}\n {difference}", self.case))
    }
}

/// Returns a body of one line.
fn body_of(line: &str, table: Option<&TableName>) -> String {
    let line = match table {
        None => line.to_owned(),
        Some(table) => {
            let schema = table.namespace.as_ref().map_or("None".to_owned(), |namespace| format!("'{namespace}'"));
            let line = line.replace("op.", "batch_op.").replace(&format!(" '{}',", table.name), "");
            let line = line.replace(&format!(", schema={schema}"), "");
            format!("with op.batch_alter_table('{}', schema={schema}) as batch_op:\n        {line}\n", table.name)
        }
    };
    format!(
        "# ### commands auto generated by Alembic - please adjust! ###\n    {line}\n    # ### end Alembic commands ###"
    )
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recorded/python.json");
    let text = std::fs::read_to_string(&path).expect("the recorded cases lie beside the test");
    serde_json::from_str(&text).expect("the recorded cases are operations on the wire")
}

#[test]
fn version_files_hold_what_alembic_writes() {
    let cases = cases();
    assert!(cases.len() >= 150);
    let mut wrong = Vec::new();
    for case in &cases {
        for dialect in ["sqlite", "postgresql"] {
            wrong.extend(case.check(dialect, Style::Plain));
            wrong.extend(case.check(dialect, Style::Batch));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ\n{}", wrong.len(), cases.len() * 4, wrong.join("\n\n"));
}

#[test]
fn version_files_that_our_own_op_reads_are_written_again_as_they_were() {
    let cases = cases();
    let read: Vec<_> = cases.iter().filter_map(|case| Some((case, case.read.as_ref()?))).collect();
    assert!(read.len() >= 150);
    let wrong: Vec<_> = read.iter().filter_map(|(case, operations)| case.check_read(operations)).collect();
    assert!(wrong.is_empty(), "{} of {} differ\n{}", wrong.len(), read.len(), wrong.join("\n\n"));
}
