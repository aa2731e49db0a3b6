//! Asks all rules about a plan.

use std::collections::{BTreeMap, BTreeSet};

use operation::Operation;

use crate::{
    Action, Change, Effect, Finding, Level, RULES, Reading, Recorded, Rule, Situation, TypeName, effects,
    effects::effects_of,
    ignore, read,
    rules::{Found, Subject},
};

/// What the user wants of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// By rule; a rule that is not named is as [`Rule::is_on`] says.
    pub rules: BTreeMap<String, Setting>,
    /// Rules about locks and time leave tables alone that are known to have fewer rows.
    pub minimum_rows: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { rules: BTreeMap::new(), minimum_rows: 1000 }
    }
}

/// What a rule's findings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    Off,
    Warning,
    Error,
}

impl Settings {
    /// Returns how much a rule's findings weigh; `None`: it is off.
    pub fn level(&self, rule: &Rule) -> Option<Level> {
        match self.rules.get(rule.name) {
            Some(Setting::Off) => None,
            Some(Setting::Warning) => Some(Level::Warning),
            Some(Setting::Error) => Some(Level::Error),
            None => rule.is_on.then_some(Level::Warning),
        }
    }
}

/// Gives the findings of all rules on a plan, in the order of the plan. `situation` is what is known before its first
/// thing, and has learnt of all of them behind.
///
/// Comments in SQL texts that name rules silence them for their statement; those that silence nothing are findings
/// themselves. Comments in scripts are the business of [`crate::script`].
pub fn lint(plan: &[Recorded], situation: &mut Situation, settings: &Settings) -> Vec<Finding> {
    let readings: Vec<Vec<Reading>> =
        plan.iter().map(|recorded| recorded.sql.iter().map(|sql| read(sql)).collect()).collect();
    let added: Vec<Vec<String>> = readings.iter().map(|readings| added_constraints(readings)).collect();
    let all_added = added.concat();
    let mut added_later = all_added.as_slice();
    let mut lint = Lint { situation, settings, held: Vec::new(), transaction: None, findings: Vec::new() };
    for (item, (recorded, readings)) in plan.iter().zip(&readings).enumerate() {
        lint.enter(recorded);
        for (text, (sql, reading)) in recorded.sql.iter().zip(readings).enumerate() {
            lint.text(recorded, (item, text), sql, reading, added_later);
        }
        if recorded.sql.is_empty() {
            lint.without_text(recorded, item);
            lint.situation.learn(recorded);
        }
        added_later = &added_later[added[item].len()..];
    }
    lint.findings
}

struct Lint<'a> {
    situation: &'a mut Situation,
    settings: &'a Settings,
    /// The locks of the transaction so far.
    held: Vec<Effect>,
    transaction: Option<usize>,
    findings: Vec<Finding>,
}

impl Lint<'_> {
    fn enter(&mut self, recorded: &Recorded) {
        let goes_on = recorded.in_transaction && self.transaction == Some(recorded.transaction);
        if !goes_on {
            self.held.clear();
        }
        self.transaction = recorded.in_transaction.then_some(recorded.transaction);
    }

    fn text(
        &mut self,
        recorded: &Recorded,
        (item, text): (usize, usize),
        sql: &str,
        reading: &Reading,
        added_later: &[String],
    ) {
        let Reading { actions, errors, comments } = reading;
        let mut used: BTreeSet<(usize, String)> = BTreeSet::new();
        let existing_type = existing_type(recorded);
        for (action, range) in actions {
            let effects = effects_of(action, recorded, self.situation);
            let subject = Subject {
                action: Some(action),
                sql: &sql[range.clone()],
                recorded,
                situation: self.situation,
                effects: &effects,
                held: &self.held,
                error: None,
                existing_type: existing_type.clone(),
                added_later,
            };
            let mut findings = ask(&subject, self.settings, (item, text, range.clone()));
            let ignores: Vec<_> = ignore::of_statement(sql, comments, range).collect();
            findings.retain(|finding| {
                let silenced = ignores.iter().find(|(_, ignore)| ignore.rules.iter().any(|rule| rule == finding.rule));
                used.extend(silenced.map(|(index, _)| (*index, finding.rule.to_owned())));
                silenced.is_none()
            });
            self.findings.extend(findings);
            self.held.extend(effects);
            if !recorded.in_transaction {
                self.held.clear();
            }
            self.situation.learn_action(action, recorded.transaction);
        }
        if let Some((message, range)) = errors.first() {
            let subject = Subject {
                action: None,
                sql: sql.trim(),
                recorded,
                situation: self.situation,
                effects: &[],
                held: &[],
                error: Some(message),
                existing_type: None,
                added_later: &[],
            };
            self.findings.extend(ask(&subject, self.settings, (item, text, range.clone())));
        }
        self.unused_in_text(recorded, (item, text), comments, &used);
    }

    fn unused_in_text(
        &mut self,
        recorded: &Recorded,
        (item, text): (usize, usize),
        comments: &[(String, crate::SqlRange)],
        used: &BTreeSet<(usize, String)>,
    ) {
        for (index, (comment, range)) in comments.iter().enumerate() {
            let Some(ignore) = ignore::Ignore::read(comment) else { continue };
            let is_used = |rule: &str| used.contains(&(index, rule.to_owned()));
            for message in unused(&ignore, is_used) {
                self.findings.extend(unused_ignore(self.settings, message).map(|finding| Finding {
                    place: recorded.place.clone(),
                    revision: recorded.revision.clone(),
                    sql: Some(comment.clone()),
                    item,
                    text,
                    range: range.clone(),
                    ..finding
                }));
            }
        }
    }

    /// A batch that copies its table.
    fn without_text(&mut self, recorded: &Recorded, item: usize) {
        let effects = effects(recorded, self.situation);
        let subject = Subject {
            action: None,
            sql: "",
            recorded,
            situation: self.situation,
            effects: &effects,
            held: &self.held,
            error: None,
            existing_type: None,
            added_later: &[],
        };
        self.findings.extend(ask(&subject, self.settings, (item, 0, 0..0)));
    }
}

fn ask(subject: &Subject<'_>, settings: &Settings, place: (usize, usize, crate::SqlRange)) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        let Some(level) = settings.level(rule) else { continue };
        let (place, minimum_rows) = (place.clone(), settings.minimum_rows);
        let mut found = Found { rule, level, subject, minimum_rows, place, findings: Vec::new() };
        (rule.judge)(subject, &mut found);
        findings.extend(found.findings);
    }
    findings
}

/// Says what of a comment silences nothing.
pub(crate) fn unused(ignore: &ignore::Ignore, is_used: impl Fn(&str) -> bool) -> Vec<String> {
    if ignore.rules.is_empty() {
        return vec!["the comment names no rule, and silences nothing".to_owned()];
    }
    let unused = ignore.rules.iter().filter(|rule| !is_used(rule));
    unused
        .map(|rule| match crate::rule_named(rule) {
            Some(_) => format!("`{rule}` finds nothing here"),
            None => format!("there is no rule `{rule}`"),
        })
        .collect()
}

/// A finding of the rule `unused-ignore`; `None`: it is off.
pub(crate) fn unused_ignore(settings: &Settings, message: String) -> Option<Finding> {
    let rule = crate::rule_named("unused-ignore").expect("the rule is in the list");
    Some(Finding {
        rule: rule.name,
        level: settings.level(rule)?,
        message,
        way_out: rule.way_out.to_owned(),
        place: None,
        revision: None,
        sql: None,
        item: 0,
        text: 0,
        range: 0..0,
        fix: None,
    })
}

/// The names of constraints that statements add to tables.
fn added_constraints(readings: &[Reading]) -> Vec<String> {
    let changes = readings.iter().flat_map(|reading| &reading.actions).flat_map(|(action, _)| match action {
        Action::AlterTable { changes, .. } => changes.as_slice(),
        _ => &[],
    });
    let name = |change: &Change| match change {
        Change::AddConstraint(constraint) => constraint.name.clone(),
        _ => None,
    };
    changes.filter_map(name).collect()
}

/// The type that the directive says the column has now.
fn existing_type(recorded: &Recorded) -> Option<TypeName> {
    let Some(Operation::AlterColumn(alter)) = &recorded.operation else { return None };
    let text = dialect::types::type_text(&dialect::postgresql::Postgresql, alter.existing_type.as_ref()?).ok()?;
    Some(TypeName::of(&text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Server;

    fn rules_of(plan: &[Recorded], situation: &mut Situation) -> Vec<&'static str> {
        lint(plan, situation, &Settings::default()).into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn a_foreign_key_that_is_made_anew_is_not_dropped_however_it_is_written() {
        let mut situation = Situation::unknown(Server::NEWEST_POSTGRESQL);
        situation.learn(&Recorded::sql("ALTER TABLE posts ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users"));
        let drop = Recorded::sql("alter table posts drop constraint fk");
        for add in [
            "ALTER TABLE posts ADD CONSTRAINT fk FOREIGN KEY (id) REFERENCES users NOT VALID",
            "alter table posts add constraint fk foreign key (id) references users not valid",
        ] {
            assert_eq!(rules_of(&[drop.clone(), Recorded::sql(add)], &mut situation.clone()), [""; 0], "{add}");
        }
        assert_eq!(rules_of(&[drop], &mut situation), ["drop-foreign-key"]);
    }

    #[test]
    fn what_follows_a_plan_is_judged_by_what_it_made() {
        let mut situation = Situation::unknown(Server::NEWEST_POSTGRESQL);
        let drop = [Recorded::sql("DROP TABLE a")];
        assert_eq!(rules_of(&drop, &mut situation.clone()), ["drop-table"]);
        assert_eq!(rules_of(&[Recorded::sql("CREATE TABLE a (id bigint PRIMARY KEY)")], &mut situation), [""; 0]);
        assert_eq!(rules_of(&drop, &mut situation), [""; 0]);
    }
}
