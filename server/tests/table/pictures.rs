//! What clients show, beside what the server has.

use std::collections::HashSet;

use asteroids_server::view::Cadence;
use asteroids_server::world::Entity;
use asteroids_shared::picture::Picture;
use asteroids_shared::{EntityId, Kind};

use super::{HALF, Seat, Table};

/// Further than this beyond the view's edge nothing is kept, in metres.
const KEPT_M: f32 = 20.0;

impl Table {
    /// How many ships are in a client's picture.
    pub fn ships_shown(&self, seat: Seat) -> usize {
        self.picture(seat)
            .entities()
            .filter(|entity| entity.kind() == Kind::Ship)
            .count()
    }

    /// What a client shows elsewhere than where it is.
    pub fn outdated(&self, seat: Seat) -> HashSet<EntityId> {
        let view = self.room().view_of(seat.0 as u64);
        let known = view.into_iter().flat_map(|view| view.known_ids());
        let differs = |(entity, client_id): &(EntityId, EntityId)| {
            let shown = self.picture(seat).entity(*client_id);
            let entity = self.room().world().entity(*entity);
            !shown
                .zip(entity)
                .is_some_and(|(shown, entity)| entity.motion.same_bits(shown.motion()))
        };
        known.filter(differs).map(|(entity, _)| entity).collect()
    }

    /// Whether a client's picture has another's ship in it.
    pub fn sees_ship_of(&self, watcher: Seat, pilot: Seat) -> bool {
        let ship = self.client_id(watcher, self.ship(pilot).id);
        self.picture(watcher).entity(ship).is_some()
    }

    /// What the client calls an entity, 0 if it does not know it.
    pub(super) fn client_id(&self, seat: Seat, entity: EntityId) -> EntityId {
        let view = self.room().view_of(seat.0 as u64);
        view.map_or(0, |view| view.client_id(entity))
    }

    /// The entity that the client knows by this id.
    fn entity_known_as(&self, seat: Seat, client_id: EntityId) -> Option<EntityId> {
        let view = self.room().view_of(seat.0 as u64)?;
        let (entity, _) = view.known_ids().find(|(_, id)| *id == client_id)?;
        Some(entity)
    }

    /// The greatest id in the client's picture.
    pub fn greatest_id_shown(&self, seat: Seat) -> EntityId {
        let ids = self.picture(seat).entities().map(|entity| entity.id());
        ids.max().unwrap_or(0)
    }

    pub(super) fn picture(&self, seat: Seat) -> &Picture {
        self.clients[seat.0]
            .picture
            .as_ref()
            .expect("the client is welcome")
    }

    /// Everything in sight is in the picture, where the world has it; and
    /// nothing far out of sight is.
    pub fn assert_picture_equals_world(&self, seat: Seat) {
        let Some(center) = self.center(seat) else {
            return;
        };
        let world = self.room().world();
        let picture = self.picture(seat);
        for entity in world.entities() {
            let (dx, dy) = world.torus().delta(center, entity.motion.position());
            let beyond_m = (dx.abs() - HALF.0).max(dy.abs() - HALF.1);
            let touches = beyond_m <= entity.kind.radius_m();
            if touches && self.had_time_to_be_told(seat, entity.id) {
                assert!(
                    picture.entity(self.client_id(seat, entity.id)).is_some(),
                    "tick {}: {:?} {} is in sight of {seat:?}, {beyond_m} m beyond the edge, and missing",
                    world.tick(),
                    entity.kind,
                    entity.id,
                );
            }
        }
        for shown in picture.entities() {
            let id = self
                .entity_known_as(seat, shown.id())
                .expect("the server knows what is shown");
            let Some(entity) = world.entity(id) else {
                assert!(
                    !self.had_time_to_be_told(seat, id),
                    "{id} is shown and long gone"
                );
                continue;
            };
            self.assert_shown_where_it_is(seat, shown, entity, center);
        }
    }

    /// Frames go out at send ticks, and what is distant may wait for the second
    /// one; what is newer is not told yet.
    pub(super) fn had_time_to_be_told(&self, seat: Seat, id: EntityId) -> bool {
        let cadence = self.cadence(seat);
        let latest_ticks = match cadence.spares_distant {
            true => 2 * cadence.every_ticks,
            false => cadence.every_ticks,
        };
        let entry = self.room().ledger().entry(id);
        entry.is_some_and(|entry| self.now() - entry.news_tick >= latest_ticks)
    }

    fn cadence(&self, seat: Seat) -> Cadence {
        let usual_ticks = self.settings.view.send_every_ticks;
        let role = self.clients[seat.0].role;
        self.room().relief().cadence(usual_ticks, role)
    }

    fn assert_shown_where_it_is(
        &self,
        seat: Seat,
        shown: &asteroids_shared::picture::Entity,
        entity: Entity,
        center: (f32, f32),
    ) {
        let world = self.room().world();
        assert_eq!(shown.kind(), entity.kind);
        if !self.had_time_to_be_told(seat, entity.id) {
            return;
        }
        let (dx, dy) = world.torus().delta(center, entity.motion.position());
        let beyond_m = (dx.abs() - HALF.0).max(dy.abs() - HALF.1);
        assert!(
            beyond_m < KEPT_M && shown.motion().same_bits(entity.motion),
            "tick {}: {:?} {} {beyond_m} m beyond the edge is shown at {:?}, not {:?}",
            world.tick(),
            entity.kind,
            entity.id,
            shown.motion(),
            entity.motion
        );
    }

    /// Where the client looks; none while it has no ship, and for as long after
    /// a jump or a spawn as a frame may take.
    pub(super) fn center(&self, seat: Seat) -> Option<(f32, f32)> {
        let client = &self.clients[seat.0];
        client
            .center
            .filter(|_| self.now() - client.moved_tick >= self.cadence(seat).every_ticks)
    }
}
