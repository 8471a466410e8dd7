//! What takes many hits.

use asteroids_shared::protocol::Reason;
use asteroids_shared::{EntityId, PickupKind, PlayerId};

use crate::space::entity::Detail;
use crate::{Carrier, Comet, World};

impl World {
    /// A comet or a carrier takes a hit, which pays. The last one ends it, and leaves its
    /// hoard.
    pub(crate) fn wear_down(&mut self, id: EntityId, hoard: &[PickupKind], scorer: PlayerId) {
        let Some(entity) = self.entities.get_mut(id) else {
            return;
        };
        let (kind, motion) = (entity.kind, *entity.motion);
        let (Detail::Comet(Comet { hits_left, .. }) | Detail::Carrier(Carrier { hits_left, .. })) =
            entity.detail
        else {
            return;
        };
        *hits_left = hits_left.saturating_sub(1);
        let is_last = *hits_left == 0;
        self.pay(scorer, kind);
        if is_last {
            self.remove(id, Reason::Destroyed);
            self.scatter_pickups(hoard, &motion);
        }
    }
}
