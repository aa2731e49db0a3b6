//! Tables in the order in which they can be created.

use std::collections::{BTreeSet, HashMap, HashSet};

use dialect::ddl::list_option;
use schema::TableName;

use crate::described::Described;

/// Tables in their order.
pub(crate) struct Ordered {
    pub tables: Vec<Described>,
    /// Full names of tables that depend on each other in a circle, sorted: their foreign keys do not count.
    pub circle: BTreeSet<String>,
}

/// Sorts by full name, then puts every table behind those that it refers to: in rounds, as SQLAlchemy does.
pub(crate) fn by_dependency(mut tables: Vec<Described>) -> Ordered {
    tables.sort_by_cached_key(|table| table.name().to_string());
    let mut needs: HashMap<String, HashSet<String>> =
        tables.iter().map(|table| (table.name().to_string(), needs_of(table))).collect();
    let known: HashSet<String> = needs.keys().cloned().collect();
    needs.values_mut().for_each(|needed| needed.retain(|name| known.contains(name)));
    let circle = circle(&needs);
    for name in &circle {
        needs.insert(name.clone(), HashSet::new());
    }
    let mut waiting = known;
    let mut ordered = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let is_ready = |table: &mut Described| needs[&table.name().to_string()].is_disjoint(&waiting);
        let ready: Vec<Described> = tables.extract_if(.., is_ready).collect();
        for table in &ready {
            waiting.remove(&table.name().to_string());
        }
        ordered.extend(ready);
    }
    Ordered { tables: ordered, circle }
}

/// Sorts the tables of one MetaData object after the other, unless one of them needs one that comes later.
pub(crate) fn by_metadata(each: Vec<Vec<Described>>) -> Ordered {
    let places = each.iter().enumerate();
    let places: HashMap<String, usize> =
        places.flat_map(|(place, tables)| tables.iter().map(move |table| (table.name().to_string(), place))).collect();
    let needs_later = each.iter().enumerate().any(|(place, tables)| {
        let mut needs = tables.iter().flat_map(needs_of);
        needs.any(|name| places.get(&name).is_some_and(|other| *other > place))
    });
    if needs_later {
        return by_dependency(each.into_iter().flatten().collect());
    }
    let mut ordered = Ordered { tables: Vec::new(), circle: BTreeSet::new() };
    for tables in each {
        let mut own = by_dependency(tables);
        ordered.tables.append(&mut own.tables);
        ordered.circle.append(&mut own.circle);
    }
    ordered
}

/// What a table refers to, and what it inherits from.
fn needs_of(table: &Described) -> HashSet<String> {
    let keys = table.foreign_keys.iter().filter(|key| !key.use_alter);
    let mut needs: HashSet<String> = keys.map(|key| key.referred_table.to_string()).collect();
    for parent in list_option(&table.table.options, "postgresql_inherits") {
        // The server looks for it in its search path, and the catalogue tells the name alone.
        let beside = TableName { namespace: table.name().namespace.clone(), name: parent.into() };
        needs.extend([parent.to_owned(), beside.to_string()]);
    }
    needs.remove(&table.name().to_string());
    needs
}

/// Returns the tables that need themselves, by way of others.
fn circle(needs: &HashMap<String, HashSet<String>>) -> BTreeSet<String> {
    let mut stuck: HashMap<&str, Vec<&str>> =
        needs.iter().map(|(name, needed)| (name.as_str(), needed.iter().map(String::as_str).collect())).collect();
    // What needs nothing that is stuck cannot be part of a circle.
    loop {
        let free: Vec<&str> = stuck
            .iter()
            .filter(|(_, needed)| !needed.iter().any(|name| stuck.contains_key(name)))
            .map(|(name, _)| *name)
            .collect();
        if free.is_empty() {
            break;
        }
        free.iter().for_each(|name| drop(stuck.remove(name)));
    }
    let needs_itself = |start: &&str| {
        let mut seen = HashSet::new();
        let mut next = vec![*start];
        while let Some(name) = next.pop() {
            for needed in stuck.get(name).into_iter().flatten() {
                if needed == start {
                    return true;
                }
                if seen.insert(*needed) {
                    next.push(needed);
                }
            }
        }
        false
    };
    stuck.keys().filter(|name| needs_itself(name)).map(|name| (*name).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use schema::{ConstraintName, ForeignKey, Table};

    use super::*;

    #[track_caller]
    fn check_order(tables: &[(&str, &[&str])], expected: &[&str], circle: &[&str]) {
        let ordered = by_dependency(tables.iter().map(|(name, needs)| described(name, needs)).collect());
        let names: Vec<String> = ordered.tables.iter().map(|table| table.name().to_string()).collect();
        assert_eq!(names, expected);
        assert_eq!(ordered.circle.into_iter().collect::<Vec<_>>(), circle);
    }

    fn described(name: &str, needs: &[&str]) -> Described {
        let foreign_keys = needs.iter().map(|needed| ForeignKey {
            name: ConstraintName::None,
            columns: vec!["x".into()],
            referred_table: (*needed).into(),
            referred_columns: vec!["id".into()],
            onupdate: None,
            ondelete: None,
            deferrable: None,
            initially: None,
            match_kind: None,
            use_alter: false,
            comment: None,
            options: schema::Options::new(),
        });
        let table = Table {
            name: name.into(),
            columns: Vec::new(),
            constraints: Vec::new(),
            indexes: Vec::new(),
            comment: None,
            renamed_from: None,
            info: None,
            prefixes: Vec::new(),
            options: schema::Options::new(),
        };
        Described {
            table,
            key: Vec::new(),
            counting: None,
            uniques: Vec::new(),
            indexes: Vec::new(),
            foreign_keys: foreign_keys.collect(),
            serials: Vec::new(),
        }
    }

    #[test]
    fn tables_stand_behind_those_that_they_need() {
        check_order(
            &[("a", &["b", "a", "elsewhere"]), ("b", &["c"]), ("c", &[]), ("d", &[])],
            &["c", "d", "b", "a"],
            &[],
        );
    }

    #[test]
    fn keys_within_a_circle_do_not_count() {
        check_order(&[("a", &["b"]), ("b", &["a"]), ("c", &["a"]), ("d", &["c"])], &["a", "b", "c", "d"], &["a", "b"]);
    }

    #[test]
    fn a_table_stands_behind_those_that_it_inherits_from() {
        let mut child = described("app.a", &[]);
        child.table.options.insert("postgresql_inherits".to_owned(), serde_json::json!(["b", "c"]));
        let ordered = by_dependency(vec![child, described("app.b", &[]), described("c", &[])]);
        let names: Vec<String> = ordered.tables.iter().map(|table| table.name().to_string()).collect();
        assert_eq!(names, ["app.b", "c", "app.a"]);
    }

    #[track_caller]
    fn check_order_by_metadata(first: &[(&str, &[&str])], second: &[(&str, &[&str])], expected: &[&str]) {
        let tables = |tables: &[(&str, &[&str])]| tables.iter().map(|(name, needs)| described(name, needs)).collect();
        let ordered = by_metadata(vec![tables(first), tables(second)]);
        let names: Vec<String> = ordered.tables.iter().map(|table| table.name().to_string()).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn tables_of_one_metadata_stand_together_unless_they_need_a_later_one() {
        check_order_by_metadata(&[("c", &[]), ("b", &["c"])], &[("a", &["b"])], &["c", "b", "a"]);
        check_order_by_metadata(&[("c", &["a"]), ("b", &[])], &[("a", &[]), ("d", &[])], &["a", "b", "d", "c"]);
    }
}
