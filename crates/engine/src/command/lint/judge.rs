//! Judges the steps of a plan one after the other, each in the light of what came before it.

use lint::{Finding, Settings, Situation};

use crate::execute::RecordedStep;

/// The script of a step.
pub(crate) struct ScriptText {
    /// As it is shown.
    pub(crate) file: String,
    pub(crate) source: String,
}

/// What is known at a point of the plan, and whoever judges by it.
pub(crate) struct Judge<'a> {
    situation: Situation,
    settings: &'a Settings,
    /// Whether all steps so far could be followed to their end.
    are_all_known: bool,
}

impl<'a> Judge<'a> {
    /// `situation` is what is known before the first step.
    pub(crate) fn new(situation: Situation, settings: &'a Settings) -> Self {
        Self { situation, settings, are_all_known: true }
    }

    /// Says that the next step is a plan by itself: what was made so far is in use before it.
    pub(crate) fn begin_plan(&mut self) {
        self.situation.begin_plan();
    }

    /// Gives the findings in the next step, but for those that its script silences.
    pub(crate) fn judge(&mut self, step: &RecordedStep, script: &ScriptText) -> Vec<Finding> {
        let found = lint::lint(&step.things, &mut self.situation, self.settings);
        self.pass(step);
        lint::script::silence(found, &script.file, &script.source, "upgrade", step.stopped.is_none(), self.settings)
    }

    /// Takes in what the next step changes, and lets it be.
    pub(crate) fn learn(&mut self, step: &RecordedStep) {
        step.things.iter().for_each(|thing| self.situation.learn(thing));
        self.pass(step);
    }

    fn pass(&mut self, step: &RecordedStep) {
        self.are_all_known &= step.stopped.is_none();
        self.situation.picture.whole = self.are_all_known;
    }
}
