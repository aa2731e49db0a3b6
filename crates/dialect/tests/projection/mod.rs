//! An inspected database as readable lines, as `recorded/projection.py` writes them too.
#![allow(dead_code, reason = "each test file uses its own part")]

use schema::{
    Autoincrement, Check, Column, ColumnType, Constraint, ConstraintName, EnumType, Exclude, Expression, Fill,
    ForeignKey, Identity, Index, IndexPart, Name, NativeType, Options, Schema, Sequence, Table,
};
use serde_json::Value as Json;

pub fn lines(schema: &Schema) -> Vec<String> {
    let mut lines: Vec<String> = schema.tables.iter().flat_map(table).collect();
    lines.extend(schema.enums.iter().map(|found| {
        let name = found.name.as_ref().map_or("", |name| &name.text);
        let values: Vec<Json> = found.values.iter().map(|value| Json::from(value.as_str())).collect();
        format!("enum {}{}", qualified(found.namespace.as_ref(), name), python(&Json::Array(values)))
    }));
    lines.extend(schema.sequences.iter().map(sequence));
    lines
}

pub fn table(table: &Table) -> Vec<String> {
    let prefixes: String = table.prefixes.iter().map(|prefix| format!(" {prefix}")).collect();
    let mut lines =
        vec![format!("table {}{prefixes}{}{}", table.name, comment(table.comment.as_ref()), options(&table.options))];
    lines.extend(table.columns.iter().map(column));
    let mut kinds: [Vec<String>; 5] = Default::default();
    for constraint in &table.constraints {
        let (kind, line) = match constraint {
            Constraint::PrimaryKey(key) => {
                let end = format!(
                    "{}{}{}",
                    deferral(key.deferrable, key.initially.as_ref()),
                    comment(key.comment.as_ref()),
                    options(&key.options)
                );
                (0, format!("  primary key {}{end}", named(&key.name, &key.columns)))
            }
            Constraint::ForeignKey(key) => (1, foreign_key(key)),
            Constraint::Unique(unique) => {
                let end = format!(
                    "{}{}{}",
                    deferral(unique.deferrable, unique.initially.as_ref()),
                    comment(unique.comment.as_ref()),
                    options(&unique.options)
                );
                (2, format!("  unique {}{end}", named(&unique.name, &unique.columns)))
            }
            Constraint::Check(check) => (3, self::check(check)),
            Constraint::Exclude(exclude) => (4, self::exclude(exclude)),
        };
        kinds[kind].push(line);
    }
    for mut kind in kinds {
        kind.sort();
        lines.extend(kind);
    }
    let mut indexes: Vec<&Index> = table.indexes.iter().collect();
    indexes.sort_by_key(|index| name_of(&index.name));
    lines.extend(indexes.into_iter().map(index));
    lines
}

fn column(column: &Column) -> String {
    let mut line = format!("  column {} {}", column.name, type_text(&column.column_type));
    if !column.nullable {
        line.push_str(" not null");
    }
    if column.primary_key {
        line.push_str(" key");
    }
    match column.autoincrement {
        Autoincrement::Auto => {}
        Autoincrement::On => line.push_str(" autoincrement=True"),
        Autoincrement::Off => line.push_str(" autoincrement=False"),
        Autoincrement::IgnoreFk => line.push_str(" autoincrement='ignore_fk'"),
    }
    if let Some(sequence) = &column.sequence {
        line.push_str(&format!(" owns {}", qualified(sequence.namespace.as_ref(), &sequence.name.text)));
    }
    match &column.fill {
        Fill::Nothing => {}
        Fill::Fetched => line.push_str(" fetched"),
        Fill::Default { expression } => line.push_str(&format!(" default({})", sql(expression))),
        Fill::Computed { expression, persisted } => {
            line.push_str(&format!(" computed({}){}", sql(expression), flag("persisted", *persisted)));
        }
        Fill::Identity(found) => line.push_str(&identity(found)),
    }
    line + &comment(column.comment.as_ref()) + &options(&column.options)
}

fn identity(identity: &Identity) -> String {
    let always = flag("always", Some(identity.always));
    let numbers = [
        ("start", identity.start),
        ("increment", identity.increment),
        ("minvalue", identity.minvalue),
        ("maxvalue", identity.maxvalue),
    ];
    let numbers: String = numbers.iter().map(|(name, value)| number(name, *value)).collect();
    format!(" identity{always}{numbers}{}{}", flag("cycle", identity.cycle), number("cache", identity.cache))
}

fn sequence(sequence: &Sequence) -> String {
    let numbers = [
        ("start", sequence.start),
        ("increment", sequence.increment),
        ("minvalue", sequence.minvalue),
        ("maxvalue", sequence.maxvalue),
        ("cache", sequence.cache),
    ];
    let numbers: String = numbers.iter().map(|(name, value)| number(name, *value)).collect();
    let data_type = sequence.data_type.as_ref().map(|found| format!(" {}", type_text(found))).unwrap_or_default();
    let name = qualified(sequence.namespace.as_ref(), &sequence.name.text);
    format!("sequence {name}{data_type}{numbers}{}", flag("cycle", sequence.cycle))
}

fn foreign_key(key: &ForeignKey) -> String {
    let end = format!(
        "{}{}{}{}",
        word("onupdate", key.onupdate.as_ref()),
        word("ondelete", key.ondelete.as_ref()),
        deferral(key.deferrable, key.initially.as_ref()),
        word("match", key.match_kind.as_ref())
    );
    format!(
        "  foreign key {} -> {}({}){end}{}{}",
        named(&key.name, &key.columns),
        key.referred_table,
        names(&key.referred_columns),
        comment(key.comment.as_ref()),
        options(&key.options)
    )
}

fn check(check: &Check) -> String {
    let end = format!("{}{}", comment(check.comment.as_ref()), options(&check.options));
    format!("  check {}: {}{end}", name_of(&check.name), sql(&check.condition))
}

fn exclude(exclude: &Exclude) -> String {
    let elements: Vec<String> =
        exclude.elements.iter().map(|(expression, operator)| format!("{} WITH {operator}", sql(expression))).collect();
    let filter = exclude.filter.as_ref().map(|filter| format!(" where={:?}", sql(filter))).unwrap_or_default();
    format!(
        "  exclude {}({}){}{filter}{}{}",
        name_of(&exclude.name),
        elements.join(", "),
        word("using", exclude.using.as_ref()),
        deferral(exclude.deferrable, exclude.initially.as_ref()),
        options(&exclude.ops)
    )
}

fn index(index: &Index) -> String {
    let parts: Vec<String> = index
        .parts
        .iter()
        .map(|part| match part {
            IndexPart::Column(name) => name.text.clone(),
            IndexPart::Expression(expression) => key(expression),
        })
        .collect();
    let unique = if index.unique { " unique" } else { "" };
    format!("  index {}({}){unique}{}", name_of(&index.name), parts.join(", "), options(&index.options))
}

fn key(expression: &Expression) -> String {
    match expression {
        Expression::Ordered { of, modifier } => format!("{} {modifier}", key(of)),
        Expression::Text(text) => format!("text({})", text.sql),
        column => sql(column),
    }
}

fn sql(expression: &Expression) -> String {
    match expression {
        Expression::Text(text) => text.sql.clone(),
        Expression::Column { name, .. } => name.text.clone(),
        other => format!("{other:?}"),
    }
}

pub fn type_text(column_type: &ColumnType) -> String {
    match column_type {
        ColumnType::Null | ColumnType::Unknown { .. } => "NullType()".to_owned(),
        ColumnType::Array { item, .. } if matches!(**item, ColumnType::Unknown { .. }) => "NullType()".to_owned(),
        ColumnType::String { length: None, collation: None } => "String()".to_owned(),
        ColumnType::Native(native) => native_text(native),
        ColumnType::Array { item, dimensions: None, .. } => format!("ARRAY({})", type_text(item)),
        ColumnType::Enum(found) => enum_text(found),
        other => format!("{other:?}"),
    }
}

fn native_text(native: &NativeType) -> String {
    let prefix = if native.dialect.is_empty() { String::new() } else { format!("{}.", native.dialect) };
    let arguments: Vec<String> = native
        .arguments
        .iter()
        .map(|(name, value)| match (name.as_str(), native.name.as_str()) {
            ("name", "DOMAIN") => python(value),
            ("data_type", _) => type_text(&serde_json::from_value(value.clone()).expect("a type is on the wire")),
            ("check" | "default", "DOMAIN") if value.is_object() => format!("{name}={}", python(&value["sql"])),
            _ => format!("{name}={}", python(value)),
        })
        .collect();
    format!("{prefix}{}({})", native.name, arguments.join(", "))
}

fn enum_text(found: &EnumType) -> String {
    let mut parts: Vec<String> = found.values.iter().map(|value| python(&Json::from(value.as_str()))).collect();
    parts.push(format!("name={}", python(&Json::from(found.name.as_ref().map_or("", |name| &name.text)))));
    parts.extend(
        found.namespace.iter().map(|namespace| format!("schema={}", python(&Json::from(namespace.text.as_str())))),
    );
    format!("ENUM({})", parts.join(", "))
}

fn name_of(name: &ConstraintName) -> String {
    match name {
        ConstraintName::Written(name) | ConstraintName::Final { name } => name.text.clone(),
        ConstraintName::None => "None".to_owned(),
    }
}

fn named(name: &ConstraintName, columns: &[Name]) -> String {
    format!("{}({})", name_of(name), names(columns))
}

fn names(names: &[Name]) -> String {
    names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(", ")
}

fn qualified(namespace: Option<&Name>, name: &str) -> String {
    namespace.map_or_else(|| name.to_owned(), |namespace| format!("{namespace}.{name}"))
}

fn deferral(deferrable: Option<bool>, initially: Option<&String>) -> String {
    flag("deferrable", deferrable) + &word("initially", initially)
}

fn comment(comment: Option<&String>) -> String {
    word("comment", comment)
}

fn word(name: &str, value: Option<&String>) -> String {
    value.map(|value| format!(" {name}={}", python(&Json::from(value.as_str())))).unwrap_or_default()
}

fn number(name: &str, value: Option<i64>) -> String {
    value.map(|value| format!(" {name}={value}")).unwrap_or_default()
}

fn flag(name: &str, value: Option<bool>) -> String {
    value.map(|value| format!(" {name}={}", python(&Json::from(value)))).unwrap_or_default()
}

fn options(options: &Options) -> String {
    let shown = options.iter().map(|(name, value)| {
        let value = if value.get("expr").is_some() { &value["sql"] } else { value };
        format!(" {name}={}", python(value))
    });
    shown.collect()
}

/// Python's `repr` of what options hold.
fn python(value: &Json) -> String {
    match value {
        Json::Null => "None".to_owned(),
        Json::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
        Json::Number(number) => number.to_string(),
        Json::String(text) => {
            let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
            let escaped = text.replace('\\', "\\\\").replace('\n', "\\n");
            let escaped = if quote == '\'' { escaped.replace('\'', "\\'") } else { escaped };
            format!("{quote}{escaped}{quote}")
        }
        Json::Array(items) => format!("[{}]", items.iter().map(python).collect::<Vec<_>>().join(", ")),
        Json::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(name, value)| format!("{}: {}", python(&Json::from(name.as_str())), python(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}
