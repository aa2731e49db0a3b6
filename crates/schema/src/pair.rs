//! The same thing before and after a change.

/// Two of a kind, which must not be mixed up: what is there, and what is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<T> {
    pub before: T,
    pub after: T,
}

impl<T> Pair<T> {
    /// Returns the pair of a part of both.
    pub fn map<Part>(self, part: impl Fn(T) -> Part) -> Pair<Part> {
        Pair { before: part(self.before), after: part(self.after) }
    }
}

impl<T: Copy> Pair<T> {
    /// Returns whether a part of them differs.
    pub fn differs_in<Part: PartialEq>(self, part: impl Fn(T) -> Part) -> bool {
        part(self.before) != part(self.after)
    }
}
