//! What a pilot sees: nothing that a view would not show a person.

use super::skill::Skill;
use crate::picture::Entity;
use crate::protocol::{Detail, Flags};
use crate::{EntityId, Kind, Motion, PlayerId, Tick, Torus};

/// A pilot's own ship and the world around it at a tick.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// Now.
    pub tick: Tick,
    /// The world's size.
    pub torus: &'a Torus,
    /// The own ship.
    pub ship: EntityId,
    /// Who flies it.
    pub player: PlayerId,
    /// How it moves now.
    pub motion: &'a Motion,
    /// Whether a jump through hyperspace is possible.
    pub can_jump: bool,
    /// Near whom it stays, if it is to keep somebody company.
    pub keeps_company_of: Option<&'a Motion>,
}

/// An entity that a pilot sees.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Its id.
    pub id: EntityId,
    /// What it is.
    pub kind: Kind,
    /// How it moves at the tick of the sight.
    pub motion: &'a Motion,
    /// The player who fired it, 0 for what is no player's bullet or nobody knows.
    pub shooter: PlayerId,
    /// Whether it is a ship with a shield.
    pub shielded: bool,
    /// How well a pilot may fight it, `None` to leave it alone.
    pub skill: Option<Skill>,
}

impl Seen<'_> {
    /// Whether it is a ship that stray bullets are kept off, unless it is the
    /// quarry.
    pub(super) fn is_bystander(&self) -> bool {
        self.kind == Kind::Ship && self.skill != Some(Skill::FULL)
    }
}

impl<'a> Seen<'a> {
    /// An entity as who flies a ship with these flags sees it. Ships of the own team are
    /// left alone.
    pub fn of(entity: &'a Entity, own: Flags) -> Self {
        let flags = match entity.detail() {
            Detail::Ship { flags, .. } => *flags,
            _ => Flags::default(),
        };
        Self {
            id: entity.id(),
            kind: entity.kind(),
            motion: entity.motion(),
            shooter: entity.shooter(),
            shielded: flags.holds(Flags::SHIELD),
            skill: (!own.are_mates(flags)).then_some(Skill::FULL),
        }
    }
}
