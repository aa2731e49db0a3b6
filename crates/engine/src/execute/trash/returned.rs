//! How many values of a column came back, and why the others did not, in words.

use dialect::trash::Returned;

/// Returns why values are still in the trash alone: `1 has no row any more, 2 have newer ones in their rows`; `None`: all
/// came back.
pub(crate) fn what_stays(returned: &Returned) -> Option<String> {
    let reasons = [
        (returned.gone, "has no row any more", "have no row any more"),
        (returned.newer, "has a newer one in its row", "have newer ones in their rows"),
        (returned.altered, "was changed by another type", "were changed by another type"),
    ];
    let told = reasons.into_iter().filter(|(number, ..)| *number > 0).map(|(number, one, several)| {
        let words = if number == 1 { one } else { several };
        format!("{number} {words}")
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// Returns `1 row`, `2 rows`.
pub(crate) fn counted(number: i64, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_its_number() {
        let returned = Returned { values: 9, gone: 1, newer: 2, altered: 3 };
        assert_eq!(returned.whole(), 3);
        let told = "1 has no row any more, 2 have newer ones in their rows, 3 were changed by another type";
        assert_eq!(what_stays(&returned).as_deref(), Some(told));
        assert_eq!(what_stays(&Returned { values: 9, ..Returned::default() }), None);
    }
}
