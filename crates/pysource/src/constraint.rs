//! Constraints inside `op.create_table`: `sa.UniqueConstraint('email')`.

use schema::{Check, Constraint, Exclude, Expression, ForeignKey, PrimaryKey, Unique};

use crate::arguments::Arguments;
use crate::{Item, Pen, boolean, text};

impl Pen<'_> {
    /// Returns a constraint of a table.
    pub fn table_constraint(&mut self, constraint: &Constraint) -> String {
        match constraint {
            Constraint::PrimaryKey(key) => self.primary_key(key),
            Constraint::Unique(unique) => self.unique(unique),
            Constraint::ForeignKey(key) => self.foreign_key(key),
            Constraint::Check(check) => self.check(check),
            Constraint::Exclude(exclude) => self.exclude(exclude),
        }
    }

    fn primary_key(&mut self, key: &PrimaryKey) -> String {
        if let Some(own) = self.own(Item::PrimaryKey(key)) {
            return own;
        }
        let mut arguments = Arguments::default();
        key.columns.iter().for_each(|column| arguments.plain(text(&column.text)));
        if let Some(name) = self.given_name(&key.name) {
            arguments.keyword("name", name);
        }
        arguments.call(&self.sqlalchemy("PrimaryKeyConstraint"))
    }

    fn unique(&mut self, unique: &Unique) -> String {
        if let Some(own) = self.own(Item::Unique(unique)) {
            return own;
        }
        let mut arguments = Arguments::default();
        unique.columns.iter().for_each(|column| arguments.plain(text(&column.text)));
        arguments.set("deferrable", unique.deferrable == Some(true));
        arguments.text("initially", filled(unique.initially.as_deref()));
        if let Some(name) = self.given_name(&unique.name) {
            arguments.keyword("name", name);
        }
        arguments.extend(self.options(&unique.options));
        arguments.call(&self.sqlalchemy("UniqueConstraint"))
    }

    fn foreign_key(&mut self, key: &ForeignKey) -> String {
        if let Some(own) = self.own(Item::ForeignKey(key)) {
            return own;
        }
        let mut arguments = Arguments::default();
        if let Some(name) = self.given_name(&key.name) {
            arguments.keyword("name", name);
        }
        arguments.text("onupdate", filled(key.onupdate.as_deref()));
        arguments.text("ondelete", filled(key.ondelete.as_deref()));
        arguments.text("initially", filled(key.initially.as_deref()));
        arguments.set("deferrable", key.deferrable == Some(true));
        arguments.set("use_alter", key.use_alter);
        arguments.text("match", filled(key.match_kind.as_deref()));
        arguments.extend(self.options(&key.options));
        let columns: Vec<String> = key.columns.iter().map(|column| text(&column.text)).collect();
        let referred: Vec<String> =
            key.referred_columns.iter().map(|column| text(&format!("{}.{column}", key.referred_table))).collect();
        // Alembic keeps the comma when nothing follows.
        format!(
            "{}([{}], [{}], {})",
            self.sqlalchemy("ForeignKeyConstraint"),
            columns.join(", "),
            referred.join(", "),
            arguments.joined()
        )
    }

    fn check(&mut self, check: &Check) -> String {
        if let Some(own) = self.own(Item::Check(check)) {
            return own;
        }
        let mut arguments = Arguments::default();
        arguments.plain(self.quoted_sql(&check.condition));
        if let Some(name) = self.given_name(&check.name) {
            arguments.keyword("name", name);
        }
        arguments.extend(self.options(&check.options));
        arguments.call(&self.sqlalchemy("CheckConstraint"))
    }

    fn exclude(&mut self, exclude: &Exclude) -> String {
        if let Some(own) = self.own(Item::Exclude(exclude)) {
            return own;
        }
        let mut arguments = self.exclude_arguments(exclude);
        if let Some(name) = self.given_name(&exclude.name) {
            arguments.push(format!("name={name}"));
        }
        arguments.extend(self.operator_classes(exclude));
        format!("{}({})", self.of_dialect("postgresql", "ExcludeConstraint"), arguments.join(", "))
    }

    /// Returns what an exclusion constraint says, without its name and table.
    pub fn exclude_arguments(&self, exclude: &Exclude) -> Vec<String> {
        let mut arguments = Arguments::default();
        for (element, operator) in &exclude.elements {
            let element = match element {
                Expression::Raw { sql } => self.literal_column(sql),
                Expression::Column { name, .. } => format!("{}({})", self.sqlalchemy("column"), text(&name.text)),
                Expression::Text(_) | Expression::Function(_) => self.text_element(element),
                other => self.quoted_sql(other),
            };
            arguments.plain(format!("({element}, {})", text(operator)));
        }
        if let Some(filter) = &exclude.filter {
            arguments.keyword("where", self.text_element(filter));
        }
        if exclude.deferrable == Some(true) {
            arguments.keyword("deferrable", boolean(true));
        }
        arguments.text("initially", filled(exclude.initially.as_deref()));
        arguments.text("using", filled(exclude.using.as_deref()));
        vec![arguments.joined()]
    }

    /// Returns `ops={…}` of an exclusion constraint, which Alembic forgets.
    pub fn operator_classes(&self, exclude: &Exclude) -> Option<String> {
        let classes = serde_json::Value::Object((*exclude.ops).clone());
        (!exclude.ops.is_empty()).then(|| format!("ops={}", crate::value(&classes)))
    }
}

fn filled(words: Option<&str>) -> Option<&str> {
    words.filter(|words| !words.is_empty())
}
