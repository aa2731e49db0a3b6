//! The result as a Markdown table.

use std::collections::{BTreeMap, BTreeSet};

use super::{compared::Compared, lock::Lock};

pub fn markdown(rows: &[Compared]) -> String {
    let mut lines = vec![
        "| rule | statement | lock, forecast and taken | written anew | forecast | measured | factor |".to_owned(),
        "|---|---|---|---|---:|---:|---:|".to_owned(),
    ];
    lines.extend(rows.iter().map(row));
    lines.join("\n")
}

fn row(compared: &Compared) -> String {
    let Compared { rule, sql, forecast, measured, differences } = compared;
    let said = locks(&forecast.locks);
    let locks = if differences.is_empty() { said } else { format!("{said}; **{}**", differences.join("; ")) };
    let said = forecast.seconds.map_or("unknown".to_owned(), seconds);
    let took = seconds(measured.seconds);
    let factor = compared.factor().map_or("-".to_owned(), |factor| format!("{factor:.1}"));
    let rewritten = names(&measured.rewritten);
    format!(
        "| `{rule}` | `{}` | {locks} | {rewritten} | {said} | {took} | {factor} |",
        sql.replace('|', "\\|").replace('\n', " ")
    )
}

fn locks(locks: &BTreeMap<String, Lock>) -> String {
    let all: Vec<_> = locks.iter().map(|(table, lock)| format!("{table} {lock}")).collect();
    all.join(", ")
}

fn names(tables: &BTreeSet<String>) -> String {
    let all: Vec<_> = tables.iter().map(String::as_str).collect();
    if all.is_empty() { "-".to_owned() } else { all.join(", ") }
}

fn seconds(seconds: f64) -> String {
    if seconds < 0.95 { format!("{:.0} ms", seconds * 1e3) } else { format!("{seconds:.1} s") }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{compared::Forecast, measured::Measured},
        *,
    };

    #[test]
    fn a_row_shows_what_was_forecast_and_what_differs() {
        let share = Lock::of_words("SHARE").unwrap();
        let forecast = Forecast { locks: [("a".into(), share)].into(), seconds: Some(2.0), ..Forecast::default() };
        let measured = Measured { seconds: 0.5, rewritten: ["a".into()].into(), ..Measured::default() };
        let compared = Compared::new("rule", "SELECT '|'", forecast, measured, &mut BTreeMap::new());
        assert_eq!(
            row(&compared),
            "| `rule` | `SELECT '\\|'` | a SHARE; **a: no lock, not SHARE; a was written anew** | a | 2.0 s | 500 ms | 4.0 |"
        );
    }
}
