//! What a dialect is told beside the words that all databases share.

use std::{
    ops::{Deref, DerefMut},
    sync::LazyLock,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value as Json};

/// Dialect words in the order they were written: `mysql_engine`, `postgresql_where`, `sqlite_autoincrement`, …
/// Values are JSON; an SQL expression among them is an [`crate::Expression`] in its wire form.
///
/// It is read and written as the map it holds. Most columns have no such words, and then it is one word of memory.
#[derive(Clone, Debug, Default)]
pub struct Options {
    written: Option<Box<Map<String, Json>>>,
}

static NONE: LazyLock<Map<String, Json>> = LazyLock::new(Map::new);

impl Options {
    /// Returns options that say nothing.
    pub const fn new() -> Self {
        Self { written: None }
    }
}

impl Deref for Options {
    type Target = Map<String, Json>;

    fn deref(&self) -> &Self::Target {
        self.written.as_deref().unwrap_or(&NONE)
    }
}

impl DerefMut for Options {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.written.get_or_insert_default()
    }
}

impl PartialEq for Options {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl From<Map<String, Json>> for Options {
    fn from(words: Map<String, Json>) -> Self {
        Self { written: (!words.is_empty()).then(|| Box::new(words)) }
    }
}

impl FromIterator<(String, Json)> for Options {
    fn from_iter<Words: IntoIterator<Item = (String, Json)>>(words: Words) -> Self {
        Map::from_iter(words).into()
    }
}

impl IntoIterator for Options {
    type Item = (String, Json);
    type IntoIter = serde_json::map::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.written.map(|words| *words).unwrap_or_default().into_iter()
    }
}

impl<'options> IntoIterator for &'options Options {
    type Item = (&'options String, &'options Json);
    type IntoIter = serde_json::map::Iter<'options>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Serialize for Options {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Options {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Options;

    #[test]
    fn no_words_are_no_words_however_they_came_to_be_none() {
        let mut emptied = Options::from_iter([("mysql_engine".to_owned(), json!("InnoDB"))]);
        assert_ne!(emptied, Options::new());
        emptied.remove("mysql_engine");
        assert_eq!(emptied, Options::new());
        assert_eq!(serde_json::to_value(Options::new()).unwrap(), json!({}));
        assert_eq!(serde_json::from_value::<Options>(json!({})).unwrap(), Options::new());
    }
}
