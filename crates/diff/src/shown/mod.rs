//! Tables, columns and constraints as Python's `repr` shows them: what `check` prints.

mod altered_column;
mod expression;
mod types;

use schema::{
    Bind, Check, Column, ConstraintName, Exclude, Expression, Fill, ForeignKey, Identity, Index, IndexPart, PrimaryKey,
    Sequence, TableName, Unique, Value,
};

use crate::described::Described;

pub(crate) use altered_column::altered_column;
pub(crate) use types::column_type;

/// Where Python shows an object, it shows an address, which says nothing; this one is always the same.
const ADDRESS: &str = "0x7f0000000000";

/// How many times a column shows what it refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Links {
    Hidden,
    Once,
    /// Alembic attaches the foreign keys that it has read a second time before it compares them.
    Twice,
}

/// Returns an object that has no form of its own.
pub(crate) fn object(class: &str) -> String {
    format!("<{class} object at {ADDRESS}>")
}

/// Returns an object that at least says what it is about.
fn object_about(class: &str, about: &str) -> String {
    format!("<{class} at {ADDRESS}; {about}>")
}

/// Returns `Table('users', MetaData(), …)`.
pub(crate) fn table(described: &Described) -> String {
    let columns = described.table.columns.iter().map(|each| column(described, each, Links::Once));
    table_of(described.name(), columns.collect())
}

/// Returns a table of which only that is known.
pub(crate) fn table_of(name: &TableName, columns: Vec<String>) -> String {
    let start = format!("Table({}, MetaData()", pysource::text(&name.name.text));
    let mut parts = vec![start];
    parts.extend(columns);
    parts.push(format!("schema={})", namespace(name)));
    parts.join(", ")
}

/// Returns the namespace of a table: `None` or `'app'`.
pub(crate) fn namespace(table: &TableName) -> String {
    optional(table.namespace.as_ref().map(|namespace| namespace.text.as_str()))
}

/// Returns `None` or a text.
pub(crate) fn optional(text: Option<&str>) -> String {
    text.map_or_else(|| pysource::none().to_owned(), pysource::text)
}

/// Returns `True` or `False`.
pub(crate) fn boolean(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// Returns `Column('id', Integer(), table=<users>, primary_key=True, nullable=False)`.
pub(crate) fn column(described: &Described, column: &Column, links: Links) -> String {
    let mut parts = vec![pysource::text(&column.name.text), column_type(&column.column_type)];
    let times = match links {
        Links::Hidden => 0,
        Links::Once => 1,
        Links::Twice => 2,
    };
    for _ in 0..times {
        parts.extend(described.foreign_keys.iter().filter_map(|key| link(key, &column.name.text)));
    }
    parts.extend(column.checks.iter().map(|check| format!("CheckConstraint({})", expression::shown(&check.condition))));
    parts.push(format!("table=<{}>", described.name().name));
    if described.holds_in_key(column) {
        parts.push("primary_key=True".to_owned());
    }
    if !column.nullable {
        parts.push("nullable=False".to_owned());
    }
    if let Some(sequence) = &column.sequence {
        parts.push(format!("default={}", self::sequence(sequence)));
    }
    if column.fill != Fill::Nothing {
        parts.push(format!("server_default={}", fill(&column.fill)));
    }
    if let Some(comment) = column.comment.as_deref().filter(|comment| !comment.is_empty()) {
        parts.push(format!("comment={}", pysource::text(comment)));
    }
    format!("Column({})", parts.join(", "))
}

/// Returns `ForeignKey('users.id')` of a column, if the constraint holds it.
fn link(key: &ForeignKey, column: &str) -> Option<String> {
    let at = key.columns.iter().position(|name| name.text == column)?;
    let referred = &key.referred_columns.get(at)?.text;
    let table = &key.referred_table;
    let mut names: Vec<&str> = table.namespace.iter().map(|namespace| namespace.text.as_str()).collect();
    names.extend([table.name.text.as_str(), referred]);
    if names.iter().any(|name| name.contains('.')) {
        return Some(format!(
            "ForeignKey(ForeignKeyTarget(schema={}, table_name={}, column_name={}))",
            namespace(table),
            pysource::text(&table.name.text),
            pysource::text(referred)
        ));
    }
    Some(format!("ForeignKey({})", pysource::text(&names.join("."))))
}

/// Returns what fills a column.
pub(crate) fn fill(fill: &Fill) -> String {
    match fill {
        Fill::Nothing => pysource::none().to_owned(),
        Fill::Default { expression } => {
            let shown = match &**expression {
                Expression::Bind(Bind { value: Some(Value::Text(text)), .. }) => pysource::text(text),
                expression => expression::shown(expression),
            };
            format!("DefaultClause({shown}, for_update=False)")
        }
        Fill::Fetched => "FetchedValue()".to_owned(),
        Fill::Computed { expression, persisted } => {
            let persisted =
                persisted.map(|persisted| format!(", persisted={}", boolean(persisted))).unwrap_or_default();
            format!("Computed({}{persisted})", expression::shown(expression))
        }
        Fill::Identity(identity) => shown_identity(identity),
    }
}

/// Returns `Sequence('ids', start=5, metadata=MetaData())`.
pub(crate) fn sequence(sequence: &Sequence) -> String {
    let number = |name: &str, value: Option<i64>| value.map(|value| format!("{name}={value}"));
    let flag = |name: &str, value: bool| value.then(|| format!("{name}=True"));
    let given = [
        Some(pysource::text(&sequence.name.text)),
        number("start", sequence.start),
        number("increment", sequence.increment),
        number("minvalue", sequence.minvalue),
        number("maxvalue", sequence.maxvalue),
        flag("nominvalue", sequence.nominvalue),
        flag("nomaxvalue", sequence.nomaxvalue),
        sequence.cycle.map(|value| format!("cycle={}", boolean(value))),
        sequence.namespace.as_ref().map(|namespace| format!("schema={}", pysource::text(&namespace.text))),
        number("cache", sequence.cache),
        sequence.order.map(|value| format!("order={}", boolean(value))),
        sequence.data_type.as_ref().map(|data_type| format!("data_type={}", column_type(data_type))),
        flag("optional", sequence.optional),
        Some("metadata=MetaData()".to_owned()),
    ];
    format!("Sequence({})", given.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn shown_identity(identity: &Identity) -> String {
    let flag = |name: &str, value: Option<bool>| value.map(|value| format!("{name}={}", boolean(value)));
    let number = |name: &str, value: Option<i64>| value.map(|value| format!("{name}={value}"));
    let given = [
        identity.always.then(|| "always=True".to_owned()),
        flag("on_null", identity.on_null),
        number("start", identity.start),
        number("increment", identity.increment),
        number("minvalue", identity.minvalue),
        number("maxvalue", identity.maxvalue),
        flag("nominvalue", identity.nominvalue.then_some(true)),
        flag("nomaxvalue", identity.nomaxvalue.then_some(true)),
        flag("cycle", identity.cycle),
        number("cache", identity.cache),
        flag("order", identity.order),
    ];
    format!("Identity({})", given.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// Returns `Index('ix_users_name', Column(…))`.
pub(crate) fn index(described: &Described, index: &Index) -> String {
    let mut parts = vec![optional(index.name.given().map(|name| name.text.as_str()))];
    parts.extend(index.parts.iter().map(|part| match part {
        IndexPart::Column(name) => match described.column(name) {
            Some(each) => column(described, each, Links::Hidden),
            None => format!("Column({}, NullType(), table=<{}>)", pysource::text(&name.text), described.name().name),
        },
        IndexPart::Expression(Expression::Text(_)) => object("alembic.util.sqla_compat._textual_index_element"),
        IndexPart::Expression(part) => expression::shown(part),
    }));
    if index.unique {
        parts.push("unique=True".to_owned());
    }
    format!("Index({})", parts.join(", "))
}

/// Returns `UniqueConstraint(Column('email', NullType(), table=<users>))`.
pub(crate) fn unique(table: &TableName, unique: &Unique) -> String {
    let columns: Vec<String> = unique.columns.iter().map(|name| bare_column(table, &name.text, &[])).collect();
    format!("UniqueConstraint({})", columns.join(", "))
}

/// Returns `PrimaryKeyConstraint(Column('id', NullType(), table=<users>))`.
pub(crate) fn primary_key(table: &TableName, key: &PrimaryKey) -> String {
    let columns: Vec<String> = key.columns.iter().map(|name| bare_column(table, &name.text, &[])).collect();
    format!("PrimaryKeyConstraint({})", columns.join(", "))
}

/// Returns `CheckConstraint(<…TextClause object at 0x…>, name='positive')`.
pub(crate) fn check(check: &Check) -> String {
    format!("CheckConstraint({}{})", expression::shown(&check.condition), name_keyword(&check.name))
}

/// Returns `ExcludeConstraint((Column('during'), '&&'), name='apart')`.
pub(crate) fn exclude(exclude: &Exclude) -> String {
    let elements = exclude
        .elements
        .iter()
        .map(|(expression, operator)| format!("({}, {})", expression::shown(expression), pysource::text(operator)));
    format!("ExcludeConstraint({}{})", elements.collect::<Vec<_>>().join(", "), name_keyword(&exclude.name))
}

fn name_keyword(name: &ConstraintName) -> String {
    name.given().map(|name| format!(", name={}", pysource::text(&name.text))).unwrap_or_default()
}

fn bare_column(table: &TableName, name: &str, links: &[String]) -> String {
    let mut parts = vec![pysource::text(name), "NullType()".to_owned()];
    parts.extend_from_slice(links);
    parts.push(format!("table=<{}>", table.name));
    format!("Column({})", parts.join(", "))
}

/// Returns `ForeignKeyConstraint(…)` with the two tables that Alembic makes for it.
pub(crate) fn foreign_key(table: &TableName, key: &ForeignKey) -> String {
    let mut names: Vec<&str> = Vec::new();
    let refers_to_itself = *table == key.referred_table;
    let referred = key.referred_columns.iter().filter(|_| refers_to_itself);
    for name in key.columns.iter().chain(referred) {
        if !names.contains(&name.text.as_str()) {
            names.push(&name.text);
        }
    }
    let columns = names.into_iter().map(|name| {
        let links: Vec<String> = link(key, name).into_iter().collect();
        bare_column(table, name, &links)
    });
    let text = |word: &str, value: Option<&str>| value.map(|value| format!("{word}={}", pysource::text(value)));
    let given = [
        text("name", key.name.given().map(|name| name.text.as_str())),
        text("onupdate", key.onupdate.as_deref()),
        text("ondelete", key.ondelete.as_deref()),
        (key.deferrable == Some(true)).then(|| "deferrable=True".to_owned()),
        text("initially", key.initially.as_deref()),
        key.use_alter.then(|| "use_alter=True".to_owned()),
        text("match", key.match_kind.as_deref()),
        Some(format!("table={}", table_of(table, columns.collect()))),
    ];
    let mut parts = vec![object("sqlalchemy.sql.base.ReadOnlyColumnCollection"), pysource::none().to_owned()];
    parts.extend(given.into_iter().flatten());
    format!("ForeignKeyConstraint({})", parts.join(", "))
}
