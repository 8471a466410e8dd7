//! Who earns what.

use asteroids_shared::rules::{
    BULLY_FACTOR, GUARD_BELOW_POINTS, KILL_SHARE_ONE_IN, POINTS_PER_KILL, POINTS_PER_LIFE,
};
use asteroids_shared::{Kind, PlayerId};

use crate::{Happening, Player, World};

impl Player {
    /// Adds points, and stores a life for each [`POINTS_PER_LIFE`] passed. A run
    /// that is over stays so: what lands after its last death stores none.
    pub(crate) fn earn(&mut self, points: u32) {
        let lives_before = self.score / POINTS_PER_LIFE;
        self.score = self.score.saturating_add(points);
        self.life_score = self.life_score.saturating_add(points);
        let stored = self.score / POINTS_PER_LIFE - lives_before;
        if self.lives > 0 {
            self.lives = self.lives.saturating_add(stored.min(255) as u8);
        }
    }

    /// What this player earns for shooting another one down: a bully, who has
    /// many times the victim's score, nothing.
    pub(crate) fn payout_for(&self, victim: &Self) -> u32 {
        let victim_score = victim.score.max(POINTS_PER_KILL);
        if self.score >= victim_score.saturating_mul(BULLY_FACTOR) {
            0
        } else {
            POINTS_PER_KILL + victim.life_score / KILL_SHARE_ONE_IN + victim.bounty()
        }
    }
}

impl World {
    /// A player earns what destroying something of this kind pays. Nobody earns
    /// it if the player is 0 or has left.
    pub(crate) fn pay(&mut self, player: PlayerId, kind: Kind) {
        self.pay_points(player, kind, kind.traits().points);
    }

    /// A player earns what another one's ship was worth. Its streak grows if that
    /// was anything.
    pub(crate) fn pay_for_kill(&mut self, killer: PlayerId, victim: PlayerId) {
        let (Some(killer), Some(victim)) = (self.players.get(killer), self.players.get(victim))
        else {
            return;
        };
        let (killer, points) = (killer.id, killer.payout_for(victim));
        if points > 0
            && let Some(killer) = self.players.get_mut(killer)
        {
            killer.streak += 1;
        }
        self.pay_points(killer, Kind::Ship, points);
    }

    fn pay_points(&mut self, player: PlayerId, kind: Kind, points: u32) {
        if points == 0 {
            return;
        }
        let now = self.tick;
        if let Some(scorer) = self.players.get_mut(player) {
            scorer.earn(points);
            if let Some(team) = scorer.team {
                self.contest.earn(team, points);
            }
            let outgrown = scorer
                .ship
                .filter(|_| scorer.life_score >= GUARD_BELOW_POINTS);
            if let Some(ship) = outgrown.and_then(|id| self.entities.get_mut(id)?.ship_mut()) {
                ship.guard.iter_mut().for_each(|guard| guard.outgrow(now));
            }
            self.happenings.push(Happening::Scored {
                player,
                points,
                kind,
            });
        }
    }
}
