//! The people who fly in a room, those included who are cut off for a while.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::hash_map::{Entry, HashMap};

use asteroids_shared::protocol::SessionKey;
use asteroids_shared::rules::seconds;
use asteroids_shared::{PlayerId, Tick};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::command::{ClientId, Coming};
use crate::room::seat::Household;

/// How long a pilot who is cut off keeps its ship and its score.
pub const ABSENCE_TICKS_MAX: Tick = seconds(60);
/// Who has come back is not sheltered again before so long: to break a line is
/// no way out of a fight.
const SHELTER_EVERY_TICKS: Tick = seconds(60);

/// SHA-256 of a session's key. Nobody can come back with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KeyHash([u8; 32]);

impl KeyHash {
    /// The hash of a key.
    pub fn of(key: &SessionKey) -> Self {
        Self(Sha256::digest(key.0).into())
    }
}

/// Who flies in a room by a connection, by their players, keys and connections.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "BTreeMap<PlayerId, Pilot>", into = "BTreeMap<PlayerId, Pilot>")]
pub struct Pilots {
    by_player: BTreeMap<PlayerId, Pilot>,
    by_key: HashMap<KeyHash, PlayerId>,
    /// Of those who are not cut off.
    by_client: HashMap<ClientId, PlayerId>,
    /// How many places each household has.
    by_household: HashMap<Household, u32>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Pilot {
    key: KeyHash,
    line: Line,
    /// From when on its ship is sheltered if it is cut off.
    shelter_ready: Tick,
    /// Whence it came, if that is known.
    household: Option<Household>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Line {
    /// Flies by this connection.
    Open(ClientId),
    /// Is cut off, and gone at this tick.
    Cut(Tick),
}

impl Pilots {
    /// How many there are.
    pub fn count(&self) -> u32 {
        self.by_player.len() as u32
    }

    /// Whether a player is one of them.
    pub fn has(&self, player: PlayerId) -> bool {
        self.by_player.contains_key(&player)
    }

    /// Everybody, by ascending player.
    pub fn players(&self) -> Vec<PlayerId> {
        self.by_player.keys().copied().collect()
    }

    /// Everybody by ascending player, and whence each came, if that is known.
    pub fn iter(&self) -> impl Iterator<Item = (PlayerId, Option<Household>)> {
        let pilots = self.by_player.iter();
        pilots.map(|(player, pilot)| (*player, pilot.household))
    }

    /// The connections of all who are not cut off.
    pub fn clients(&self) -> impl Iterator<Item = ClientId> {
        self.by_client.keys().copied()
    }

    /// Somebody flies from now on.
    pub(super) fn come(&mut self, player: PlayerId, coming: &Coming) {
        let pilot = Pilot {
            key: coming.key,
            line: Line::Open(coming.client),
            shelter_ready: 0,
            household: coming.household,
        };
        self.insert(player, pilot);
    }

    fn insert(&mut self, player: PlayerId, pilot: Pilot) {
        self.by_key.insert(pilot.key, player);
        if let Line::Open(client) = pilot.line {
            self.by_client.insert(client, player);
        }
        if let Some(household) = pilot.household {
            *self.by_household.entry(household).or_default() += 1;
        }
        self.by_player.insert(player, pilot);
    }

    /// Whose key this is.
    pub fn find(&self, key: &KeyHash) -> Option<PlayerId> {
        self.by_key.get(key).copied()
    }

    /// Whoever flies by this connection.
    pub fn player_of(&self, client: ClientId) -> Option<PlayerId> {
        self.by_client.get(&client).copied()
    }

    /// Somebody is cut off. Says whether its ship is sheltered.
    pub(super) fn cut(&mut self, player: PlayerId, now: Tick) -> bool {
        let Some(pilot) = self.by_player.get_mut(&player) else {
            return false;
        };
        if let Line::Open(client) = pilot.line {
            self.by_client.remove(&client);
        }
        pilot.line = Line::Cut(now + ABSENCE_TICKS_MAX);
        pilot.shelter_ready <= now
    }

    /// The connection that somebody flies by, if it is not cut off.
    pub fn client_of(&self, player: PlayerId) -> Option<ClientId> {
        match self.by_player.get(&player)?.line {
            Line::Open(client) => Some(client),
            Line::Cut(_) => None,
        }
    }

    /// Somebody is back, by this connection.
    pub(super) fn come_back(&mut self, player: PlayerId, client: ClientId, now: Tick) {
        if let Some(pilot) = self.by_player.get_mut(&player) {
            pilot.line = Line::Open(client);
            self.by_client.insert(client, player);
            pilot.shelter_ready = pilot.shelter_ready.max(now + SHELTER_EVERY_TICKS);
        }
    }

    /// Those who were cut off for too long.
    pub fn overdue(&self, now: Tick) -> Vec<PlayerId> {
        let is_overdue = |pilot: &Pilot| matches!(pilot.line, Line::Cut(until) if until <= now);
        let overdue = self.by_player.iter().filter(|(_, pilot)| is_overdue(pilot));
        overdue.map(|(player, _)| *player).collect()
    }

    /// Somebody is gone; its key is worth nothing any more.
    pub(super) fn go(&mut self, player: PlayerId) {
        let Some(pilot) = self.by_player.remove(&player) else {
            return;
        };
        self.by_key.remove(&pilot.key);
        if let Line::Open(client) = pilot.line {
            self.by_client.remove(&client);
        }
        if let Some(Entry::Occupied(mut places)) =
            pilot.household.map(|it| self.by_household.entry(it))
        {
            *places.get_mut() -= 1;
            if *places.get() == 0 {
                places.remove();
            }
        }
    }

    /// Who is to give its place up to a newcomer from there: of the household that
    /// has most places, whoever has been absent for longest. Nobody, if no household
    /// with an absent one would have more places left than the newcomer's: who
    /// is alone is not given up.
    pub fn giving_way_to(&self, household: Option<Household>) -> Option<PlayerId> {
        let places_of = |household| self.by_household.get(&household).copied().unwrap_or(0);
        let newcomers = household.map_or(0, places_of) + 1;
        let absent = self.by_player.iter().filter_map(|(player, pilot)| {
            let Line::Cut(until) = pilot.line else {
                return None;
            };
            Some((places_of(pilot.household?), Reverse(until), *player))
        });
        let (most, _, player) = absent.max()?;
        (most > newcomers).then_some(player)
    }
}

impl From<Pilots> for BTreeMap<PlayerId, Pilot> {
    fn from(pilots: Pilots) -> Self {
        pilots.by_player
    }
}

impl From<BTreeMap<PlayerId, Pilot>> for Pilots {
    fn from(by_player: BTreeMap<PlayerId, Pilot>) -> Self {
        let mut pilots = Self::default();
        for (player, pilot) in by_player {
            pilots.insert(player, pilot);
        }
        pilots
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: SessionKey = SessionKey([7; 16]);

    fn coming(key: &SessionKey, client: ClientId, household: Option<Household>) -> Coming {
        Coming {
            client,
            name: "Ada".to_owned(),
            bot: false,
            key: KeyHash::of(key),
            only_returns: false,
            token: None,
            household,
            near: 0,
            look: 0,
        }
    }

    /// One pilot, player 1, who flies by connection 10.
    fn one() -> Pilots {
        let mut pilots = Pilots::default();
        pilots.come(1, &coming(&KEY, 10, None));
        pilots
    }

    #[test]
    fn who_is_cut_off_is_known_by_the_key_alone_and_for_so_long() {
        let mut pilots = one();
        pilots.cut(1, 100);
        assert_eq!(pilots.find(&KeyHash::of(&KEY)), Some(1));
        assert_eq!(pilots.find(&KeyHash::of(&SessionKey([8; 16]))), None);
        assert!(pilots.overdue(100 + ABSENCE_TICKS_MAX - 1).is_empty());
        assert_eq!(pilots.overdue(100 + ABSENCE_TICKS_MAX), [1]);
        pilots.go(1);
        assert_eq!(pilots.find(&KeyHash::of(&KEY)), None);
    }

    #[test]
    fn who_came_back_is_not_overdue() {
        let mut pilots = one();
        pilots.cut(1, 100);
        pilots.come_back(1, 11, 200);
        assert!(pilots.overdue(Tick::MAX).is_empty());
        assert_eq!(pilots.client_of(1), Some(11));
        assert_eq!(
            (pilots.player_of(10), pilots.player_of(11)),
            (None, Some(1))
        );
    }

    /// Pilots who came from these households, as players 1, 2 and so on.
    fn from_households(households: &[u128]) -> Pilots {
        let mut pilots = Pilots::default();
        for (player, household) in (1..).zip(households) {
            let key = SessionKey([player; 16]);
            let household = Some(Household(*household));
            pilots.come(player.into(), &coming(&key, player.into(), household));
        }
        pilots
    }

    #[test]
    fn the_longest_absent_of_the_household_with_most_places_gives_way() {
        let mut pilots = from_households(&[1, 2, 2, 2, 3, 3]);
        let newcomer = Some(Household(9));
        assert_eq!(pilots.giving_way_to(newcomer), None, "nobody is absent");
        for (player, at) in [(1, 10), (5, 20), (3, 40), (2, 30)] {
            pilots.cut(player, at);
        }
        assert_eq!(pilots.giving_way_to(newcomer), Some(2));
        pilots.go(2);
        pilots.go(3);
        assert_eq!(pilots.giving_way_to(newcomer), Some(5));
        assert_eq!(
            pilots.giving_way_to(Some(Household(3))),
            None,
            "not to its own"
        );
        pilots.go(5);
        assert_eq!(pilots.giving_way_to(newcomer), None, "the others are alone");
        for player in pilots.players() {
            pilots.go(player);
        }
        assert!(pilots.by_household.is_empty(), "who is gone has no place");
    }

    #[test]
    fn after_a_restart_it_is_known_whence_they_came() {
        let mut before = from_households(&[1, 2, 2]);
        before.players().into_iter().for_each(|player| {
            before.cut(player, 100);
        });
        let bytes = rmp_serde::to_vec_named(&before).expect("they are written down");
        let pilots: Pilots = rmp_serde::from_slice(&bytes).expect("they are read again");
        let households = pilots.iter().map(|(_, household)| household);
        assert!(households.eq([1, 2, 2].map(|number| Some(Household(number)))));
        assert_eq!(pilots.giving_way_to(Some(Household(9))), Some(3));
    }

    #[test]
    fn to_break_the_line_again_and_again_shelters_once_a_minute() {
        let mut pilots = one();
        assert!(pilots.cut(1, 100));
        pilots.come_back(1, 11, 200);
        assert!(!pilots.cut(1, 201));
        pilots.come_back(1, 12, 300);
        assert!(!pilots.cut(1, 300 + SHELTER_EVERY_TICKS - 1));
        assert!(pilots.cut(1, 300 + SHELTER_EVERY_TICKS));
    }
}
