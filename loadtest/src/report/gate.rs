//! What a run must not show.

use std::fmt;
use std::str::FromStr;

use super::Report;
use super::metric::{METRICS, Metric};
use super::unit::Unit;

/// How many names an error offers for one that is unknown.
const NEAR_NAMES: usize = 3;

/// A comparison that fails the run when it is true, as in
/// `late_ticks_ratio>0.001`.
#[derive(Clone, Debug)]
pub struct Gate {
    metric: &'static Metric,
    relation: Relation,
    bound: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Above,
    AtLeast,
    Below,
    AtMost,
    Equal,
    Unequal,
}

/// Why a text is no gate.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum GateError {
    /// It compares nothing.
    #[error(
        "`{0}` compares nothing; write a gate like late_ticks_ratio>0.001, with > >= < <= == or !="
    )]
    NoRelation(String),
    /// What it compares with is no number.
    #[error("`{0}` is no number to compare with")]
    NoNumber(String),
    /// No number of a report has this name.
    #[error("a report has no number `{name}`; near it are {near}")]
    UnknownField {
        /// The unknown name.
        name: String,
        /// Names like it.
        near: String,
    },
}

/// What a gate said to a report.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The gate.
    pub gate: Gate,
    /// How many bots the run was for.
    pub bots: u64,
    /// What was measured.
    pub measured: Option<f64>,
}

impl Gate {
    /// Looks at a report.
    pub fn check(&self, report: &Report) -> Verdict {
        Verdict {
            gate: self.clone(),
            bots: report.bots,
            measured: report.numbers()[self.metric.name],
        }
    }
}

impl Verdict {
    /// Whether the run failed. What was not measured fails any gate.
    pub fn is_failure(&self) -> bool {
        self.measured
            .is_none_or(|value| self.gate.relation.holds(value, self.gate.bound))
    }

    /// What was measured, in the words of people.
    pub fn measured_text(&self) -> String {
        self.measured.map_or_else(
            || "not measured".to_owned(),
            |value| self.gate.metric.unit.text(value),
        )
    }
}

impl Relation {
    /// Those of two signs first, so that no shorter one hides them.
    const ALL: [Self; 6] = [
        Self::AtLeast,
        Self::AtMost,
        Self::Equal,
        Self::Unequal,
        Self::Above,
        Self::Below,
    ];

    const fn sign(self) -> &'static str {
        match self {
            Self::Above => ">",
            Self::AtLeast => ">=",
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Equal => "==",
            Self::Unequal => "!=",
        }
    }

    fn holds(self, value: f64, bound: f64) -> bool {
        match self {
            Self::Above => value > bound,
            Self::AtLeast => value >= bound,
            Self::Below => value < bound,
            Self::AtMost => value <= bound,
            Self::Equal => value == bound,
            Self::Unequal => value != bound,
        }
    }
}

impl FromStr for Gate {
    type Err = GateError;

    fn from_str(text: &str) -> Result<Self, GateError> {
        let (name, relation, bound) = Relation::ALL
            .into_iter()
            .find_map(|relation| {
                let (name, bound) = text.split_once(relation.sign())?;
                Some((name.trim(), relation, bound.trim()))
            })
            .ok_or_else(|| GateError::NoRelation(text.to_owned()))?;
        let metric = Metric::of(name).ok_or_else(|| GateError::UnknownField {
            name: name.to_owned(),
            near: near(name),
        })?;
        let bound = match bound.parse() {
            Ok(number) if f64::is_finite(number) => number,
            Ok(_) | Err(_) => return Err(GateError::NoNumber(bound.to_owned())),
        };
        Ok(Self {
            metric,
            relation,
            bound,
        })
    }
}

fn near(name: &str) -> String {
    let mut names: Vec<_> = METRICS.iter().map(|metric| metric.name).collect();
    names.sort_by_key(|known| strsim::damerau_levenshtein(name, known));
    names[..NEAR_NAMES].join(", ")
}

impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self {
            metric,
            relation,
            bound,
        } = self;
        write!(f, "{}{}{bound}", metric.name, relation.sign())
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let word = if self.is_failure() {
            "FAILED"
        } else {
            "passed"
        };
        write!(
            f,
            "{word}  {} at {} bots: {}",
            self.gate,
            Unit::Count.text(self.bots as f64),
            self.measured_text()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        Report {
            bots: 1000,
            late_ticks_ratio: Some(0.002),
            unexpected_disconnects: 3,
            loadtest_is_bottleneck: true,
            ..Report::default()
        }
    }

    fn fails(gate: &str) -> bool {
        let gate: Gate = gate.parse().expect("a gate");
        gate.check(&report()).is_failure()
    }

    fn error(gate: &str) -> String {
        gate.parse::<Gate>().expect_err("no gate").to_string()
    }

    #[test]
    fn a_gate_fails_when_its_comparison_is_true() {
        assert!(fails("late_ticks_ratio>0.001"));
        assert!(!fails("late_ticks_ratio>0.002"));
        assert!(fails("late_ticks_ratio>=0.002"));
        assert!(fails("late_ticks_ratio < 1e-2"));
        assert!(!fails("unexpected_disconnects<3"));
        assert!(fails("unexpected_disconnects<=3"));
        assert!(fails("unexpected_disconnects == 3"));
        assert!(!fails("unexpected_disconnects!=3"));
        assert!(fails("loadtest_is_bottleneck==1"));
    }

    #[test]
    fn what_was_not_measured_fails_every_gate() {
        for gate in ["tick_ms_p99>15", "tick_ms_p99<=15", "tick_ms_p99!=15"] {
            assert!(fails(gate), "{gate}");
        }
    }

    #[test]
    fn unknown_names_are_answered_with_near_ones() {
        let error = error("input_to_others_ms_p99>130");
        assert!(error.contains("`input_to_others_ms_p99`"), "{error}");
        assert!(
            error.contains("near it are input_to_other_ms_p99, "),
            "{error}"
        );
        assert!(!error.contains('\n'));
    }

    #[test]
    fn fields_that_are_no_numbers_cannot_be_gated() {
        assert!(error("machine==1").contains("no number `machine`"));
        assert!(error("timeline>1").contains("no number `timeline`"));
    }

    #[test]
    fn what_is_no_gate_says_why() {
        assert!(error("tick_ms_p99").contains("compares nothing"));
        assert!(error("").contains("compares nothing"));
        assert!(error("tick_ms_p99=15").contains("compares nothing"));
        for bound in ["", "fast", "15ms", "NaN", "inf"] {
            let error = error(&format!("tick_ms_p99>{bound} "));
            assert!(error.contains("no number"), "{bound}: {error}");
        }
    }

    #[test]
    fn verdicts_say_what_was_measured() {
        let verdict = |gate: &str| {
            let gate: Gate = gate.parse().expect("a gate");
            gate.check(&report()).to_string()
        };
        assert_eq!(
            verdict("late_ticks_ratio > 0.001"),
            "FAILED  late_ticks_ratio>0.001 at 1,000 bots: 0.200 %"
        );
        assert_eq!(
            verdict("unexpected_disconnects>5"),
            "passed  unexpected_disconnects>5 at 1,000 bots: 3"
        );
        assert_eq!(
            verdict("tick_ms_p99>15"),
            "FAILED  tick_ms_p99>15 at 1,000 bots: not measured"
        );
    }
}
