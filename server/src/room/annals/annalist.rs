//! Notices what is worth to be told later.

use std::collections::HashMap;

use asteroids_shared::rules::seconds;
use asteroids_shared::{Kind, PlayerId, Tick};
use serde::{Deserialize, Serialize};

use super::event::{Event, EventKind};
use crate::room::state::{Outcome, State};
use crate::room::telling::boards::whole_metres;
use crate::world::{Happening, Player, World};

/// The lengths of streaks that are told; longer ones at each multiple of the last.
const STREAKS: [u32; 3] = [3, 5, 10];
/// Two who are as good as each other are not told in turn: a leader is told once it
/// has led for so long.
const LEADS_TICKS: Tick = seconds(5);
/// What events with people are worth more than those without.
const PEOPLE_WORTH: u32 = 50;

/// Notices what is worth to be told later, from what each tick brings: the same ticks
/// give the same events.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Annalist {
    /// The last length that was told of each one's streak.
    streaks: HashMap<PlayerId, u32>,
    /// Who leads, by id and name, and since when.
    leader: Option<Leader>,
    /// The one that was told last.
    told: Option<Leader>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Leader {
    player: PlayerId,
    name: String,
    bot: bool,
    since: Tick,
}

impl Annalist {
    /// What the last tick brought, in its order.
    pub fn note(&mut self, state: &State) -> Vec<Event> {
        let world = state.world();
        let mut events = Vec::new();
        for outcome in state.outcomes() {
            if let Outcome::Seated {
                player,
                returned: false,
                ..
            }
            | Outcome::Enlisted { player } = outcome
            {
                events.extend(event_of(EventKind::Join, *player, world));
            }
        }
        for happening in world.happenings() {
            match *happening {
                Happening::Killed {
                    killer, victim, at, ..
                } => {
                    events.extend(kill(killer, victim, at, world));
                    events.extend(self.streak(killer, world));
                }
                Happening::Scored { player, kind, .. } if is_saucer(kind) => {
                    events.extend(event_of(EventKind::Saucer, player, world));
                }
                Happening::Fired { .. }
                | Happening::Landed { .. }
                | Happening::Vanished { .. }
                | Happening::Hit { .. }
                | Happening::Scored { .. }
                | Happening::Took { .. }
                | Happening::Jumped { .. } => {}
            }
        }
        events.extend(self.lead(world));
        for event in &mut events {
            event.worth += u32::from(event.is_about_people()) * PEOPLE_WORTH;
        }
        events
    }

    /// That a streak has come to a length that is told.
    fn streak(&mut self, player: PlayerId, world: &World) -> Option<Event> {
        let streak = world.player(player)?.streak;
        let told = self.streaks.entry(player).or_default();
        if streak < *told {
            // It has died since, or another has its number.
            *told = 0;
        }
        let reached = reached(streak).filter(|reached| reached > told)?;
        *told = reached;
        let mut event = event_of(EventKind::Streak, player, world)?;
        event.count = reached;
        event.worth += 5 * reached;
        Some(event)
    }

    /// That somebody else leads, and has for a while.
    fn lead(&mut self, world: &World) -> Option<Event> {
        let now = world.tick();
        let player = world.player(world.leader()?)?;
        if self.leader.as_ref().is_none_or(|it| it.player != player.id) {
            self.leader = Some(Leader {
                player: player.id,
                name: player.name.clone(),
                bot: player.is_helped(),
                since: now,
            });
        }
        let leader = self.leader.as_ref()?;
        let has_led = now.saturating_sub(leader.since) >= LEADS_TICKS;
        let is_told = |told: &Leader| told.player == leader.player && told.name == leader.name;
        if !has_led || self.told.as_ref().is_some_and(is_told) {
            return None;
        }
        let before = self.told.replace(leader.clone());
        let mut event = event_of(EventKind::Leader, player.id, world)?;
        // Whoever leads first takes nobody's place.
        let before = before?;
        (event.other, event.other_bot) = (before.name, before.bot);
        Some(event)
    }
}

/// The greatest length up to this one that is told.
fn reached(streak: u32) -> Option<u32> {
    let [.., last] = STREAKS;
    match streak >= last {
        true => Some(streak / last * last),
        false => STREAKS.into_iter().rev().find(|&it| it <= streak),
    }
}

const fn is_saucer(kind: Kind) -> bool {
    matches!(kind, Kind::SaucerLarge | Kind::SaucerSmall)
}

fn kill(killer: PlayerId, victim: PlayerId, at: (f32, f32), world: &World) -> Option<Event> {
    let victim = world.player(victim)?;
    let killer = world.player(killer);
    let (x, y) = whole_metres(at);
    Some(Event {
        tick: world.tick(),
        kind: EventKind::Kill,
        player: killer.map_or(0, |killer| killer.id),
        name: killer.map_or_else(String::new, |killer| killer.name.clone()),
        bot: killer.is_some_and(Player::is_helped),
        other: victim.name.clone(),
        other_bot: victim.is_helped(),
        count: 0,
        x,
        y,
        worth: killer.map_or(0, |killer| paid_to(killer.id, world)) / 10,
    })
}

/// What a player got for a ship at this tick, the bounty on its head included.
fn paid_to(player: PlayerId, world: &World) -> u32 {
    let mut most = 0;
    for happening in world.happenings() {
        if let Happening::Scored {
            player: scorer,
            points,
            kind: Kind::Ship,
        } = *happening
            && scorer == player
        {
            most = most.max(points);
        }
    }
    most
}

/// An event of somebody who takes part, where it is or was last.
fn event_of(kind: EventKind, player: PlayerId, world: &World) -> Option<Event> {
    let player = world.player(player)?;
    let (x, y) = whole_metres(place_of(player, world));
    let worth = match kind {
        EventKind::Join => 0,
        EventKind::Kill => 10,
        EventKind::Streak => 10,
        EventKind::Saucer => 20,
        EventKind::Leader => 25,
    };
    Some(Event {
        tick: world.tick(),
        kind,
        player: player.id,
        name: player.name.clone(),
        bot: player.is_helped(),
        other: String::new(),
        other_bot: false,
        count: 0,
        x,
        y,
        worth,
    })
}

fn place_of(player: &Player, world: &World) -> (f32, f32) {
    let ship = player.ship.and_then(|ship| world.entity(ship));
    ship.map_or(player.wreck_at, |ship| ship.motion.position())
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::room::{Room, RoomSettings};
    use crate::view::ViewSettings;
    use crate::world::WorldSettings;

    #[test]
    fn lengths_of_streaks_are_told_once_each() {
        let told: Vec<_> = (0..45).filter_map(reached).collect();
        assert!(told.is_sorted());
        let mut lengths = told;
        lengths.dedup();
        assert_eq!(lengths, [3, 5, 10, 20, 30, 40]);
    }

    #[test]
    fn what_happens_among_bots_is_told_as_it_happens() {
        let mut room = Room::new(RoomSettings {
            room: 1,
            capacity: 40,
            bots: 40,
            world: WorldSettings::of_side(7, 150.0),
            view: ViewSettings::default(),
            fleet: Default::default(),
            watch_delay_ticks: 0,
        });
        let mut annalist = Annalist::default();
        let (mut joins, mut kills, mut streaks, mut leaders) = (0, 0, 0, Vec::new());
        for _ in 0..seconds(120) {
            room.tick([], Instant::now(), 0);
            let world = room.world();
            let killed = world.happenings().iter();
            kills += killed
                .filter(|it| matches!(it, Happening::Killed { .. }))
                .count();
            for event in annalist.note(room.state()) {
                assert_eq!(event.tick, world.tick());
                match event.kind {
                    EventKind::Join => joins += 1,
                    EventKind::Kill => kills -= 1,
                    EventKind::Streak => {
                        let streak = world.player(event.player).map(|player| player.streak);
                        assert!(streak.is_some_and(|streak| streak >= event.count));
                        assert!(event.count >= 3);
                        streaks += 1;
                    }
                    EventKind::Saucer => {}
                    EventKind::Leader => leaders.push(event),
                }
            }
        }
        assert!(
            joins >= 40 && streaks > 0,
            "{joins} joins, {streaks} streaks"
        );
        assert_eq!(kills, 0, "each is told once");
        for two in leaders.windows(2) {
            assert_eq!(two[1].other, two[0].name);
            assert!(two[1].tick - two[0].tick >= LEADS_TICKS);
        }
    }
}
