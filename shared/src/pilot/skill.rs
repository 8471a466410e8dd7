//! How well a pilot fights.

use crate::Tick;
use crate::rules::seconds;

/// How well a pilot fights whom it goes after, besides what its temper does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Skill {
    /// The part of the right lead that it takes, 0 to 1.
    pub lead: f32,
    /// How far it aims off at the most, in radians.
    pub aim_error_rad: f32,
    /// How often it pulls the trigger when it could, 0 to 1.
    pub fires: f32,
    /// How long it chases before it breaks off.
    pub chase_ticks: Tick,
    /// How long it leaves its quarry alone then.
    pub rest_ticks: Tick,
}

/// Whoever has no points in this life is fought like this.
const GENTLE: Skill = Skill {
    lead: 0.3,
    aim_error_rad: 0.45,
    fires: 0.3,
    chase_ticks: seconds(3),
    rest_ticks: seconds(9),
};
/// Whoever has [`FEARED_POINTS`] or more.
const FIERCE: Skill = Skill {
    lead: 1.0,
    aim_error_rad: 0.0,
    fires: 1.0,
    chase_ticks: seconds(20),
    rest_ticks: seconds(1),
};
/// Points of a life for which the best fight comes.
const FEARED_POINTS: u32 = 4_000;

impl Skill {
    /// As well as a pilot can, for as long as it likes.
    pub const FULL: Self = Self {
        chase_ticks: Tick::MAX,
        rest_ticks: 0,
        ..FIERCE
    };

    /// How to fight a pilot who has so many points in this life: the more, the
    /// better.
    pub fn against(life_score: u32) -> Self {
        let share = (life_score as f32 / FEARED_POINTS as f32).min(1.0);
        let between = |gentle: f32, fierce: f32| gentle + (fierce - gentle) * share;
        let ticks = |gentle: Tick, fierce: Tick| between(gentle as f32, fierce as f32) as Tick;
        Self {
            lead: between(GENTLE.lead, FIERCE.lead),
            aim_error_rad: between(GENTLE.aim_error_rad, FIERCE.aim_error_rad),
            fires: between(GENTLE.fires, FIERCE.fires),
            chase_ticks: ticks(GENTLE.chase_ticks, FIERCE.chase_ticks),
            rest_ticks: ticks(GENTLE.rest_ticks, FIERCE.rest_ticks),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_more_points_is_fought_better() {
        let skills = [0, 300, 1_000, 4_000].map(Skill::against);
        for pair in skills.windows(2) {
            assert!(pair[0].lead < pair[1].lead && pair[0].fires < pair[1].fires);
            assert!(pair[0].aim_error_rad > pair[1].aim_error_rad);
            assert!(pair[0].chase_ticks < pair[1].chase_ticks);
            assert!(pair[0].rest_ticks > pair[1].rest_ticks);
        }
        assert_eq!(Skill::against(u32::MAX), FIERCE);
    }
}
