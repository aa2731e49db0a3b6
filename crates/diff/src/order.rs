//! Tables in the order in which they can be created.

use std::collections::{BTreeSet, HashMap, HashSet};

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

fn needs_of(table: &Described) -> HashSet<String> {
    let keys = table.foreign_keys.iter().filter(|key| !key.use_alter && key.referred_table != *table.name());
    keys.map(|key| key.referred_table.to_string()).collect()
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
}
