//! Edges of a cluster in simulated time, on a network that delays, loses and cuts.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use asteroids_server::room::member::{
    Astray, Body, FIRST_LINE, Foundation, JITTER_MAX, Joined, Line, Member, News, Outgoing, Poison,
    Proposal, Remedy, WORLD_VERSION, first_to_take_in,
};
use asteroids_server::room::{EdgeId, Request, RoomSettings, State};
use asteroids_server::view::ViewSettings;
use asteroids_server::world::WorldSettings;
use rand::{RngExt as _, SeedableRng};
use rand_pcg::Pcg64Mcg;

use crate::snapshots::Snapshots;

/// How fine time is.
pub const STEP: Duration = Duration::from_millis(1);
/// How long a message travels at the least and at the most.
const TRAVELS_MS: std::ops::RangeInclusive<u64> = 1..=6;
/// A process that has ended is started again.
const RESTARTS_AFTER: Duration = Duration::from_millis(300);
/// One proposal of so many is lost.
const LOST_ONE_OF: u32 = 50;

/// One edge, and what is on its way to it.
pub struct Edge {
    pub id: EdgeId,
    pub member: Member,
    coming: VecDeque<(Instant, News)>,
    /// The last line that was sent to it.
    sent_to: u64,
    /// Until when it does nothing.
    pub stopped_until: Option<Instant>,
    /// Whether it hears and reaches nobody.
    pub is_cut: bool,
    has_ended: bool,
}

/// A line on its way to the stream.
struct Appending {
    at: Instant,
    from: EdgeId,
    after: u64,
    line: Vec<u8>,
}

/// A cluster.
pub struct Sea {
    pub now: Instant,
    pub chance: Pcg64Mcg,
    settings: RoomSettings,
    pub stream: Vec<Vec<u8>>,
    pub snapshots: Snapshots,
    appending: Vec<Appending>,
    pub edges: Vec<Edge>,
    edges_ever: EdgeId,
    /// The version of the world that edges are of which start from now on.
    pub version: u32,
    /// When edges that have panicked begin again.
    restarts: Vec<Instant>,
    /// Whether the stream takes nothing.
    pub is_gone: bool,
    /// The digest of the world after each line, as whoever came there first had it.
    digests: BTreeMap<u64, u64>,
    pub bytes_proposed: usize,
}

impl Sea {
    /// So many edges, of a room that bots fill to so many.
    pub fn of(edges: u32, bots: u32, seed: u64) -> Self {
        let settings = RoomSettings {
            room: 1,
            capacity: 100,
            bots,
            world: WorldSettings::of_side(seed, 300.0),
            view: ViewSettings::default(),
            fleet: Default::default(),
            watch_delay_ticks: 0,
        };
        let foundation = Line {
            version: WORLD_VERSION,
            epoch: 0,
            edge: 0,
            body: Body::Foundation(Foundation {
                world: settings.world,
                capacity: settings.capacity,
                source: 7,
            }),
        };
        let mut sea = Self {
            now: Instant::now(),
            chance: Pcg64Mcg::seed_from_u64(seed),
            settings,
            stream: vec![foundation.encode().expect("it is written down")],
            snapshots: Snapshots::default(),
            appending: Vec::new(),
            edges: Vec::new(),
            edges_ever: 0,
            version: WORLD_VERSION,
            restarts: Vec::new(),
            is_gone: false,
            digests: BTreeMap::new(),
            bytes_proposed: 0,
        };
        for _ in 0..edges {
            sea.start_edge();
        }
        sea
    }

    /// Another process becomes an edge, from the newest snapshot.
    pub fn start_edge(&mut self) -> EdgeId {
        self.edges_ever += 1;
        let id = self.edges_ever;
        let joined = self.join(id);
        let sent_to = self.stream.len() as u64;
        let jitter = JITTER_MAX.mul_f64(self.chance.random_range(0.0..1.0));
        let member = Member::new(id, self.settings.clone(), joined, jitter, self.now);
        self.edges.push(Edge {
            id,
            member,
            coming: VecDeque::new(),
            sent_to,
            stopped_until: None,
            is_cut: false,
            has_ended: false,
        });
        id
    }

    fn join(&mut self, id: EdgeId) -> Joined {
        let mut poison = Poison::default();
        loop {
            let mut joined = self.begin();
            match self.catch_up(&mut joined) {
                Ok(()) => return joined,
                Err(Astray::Poisoned { sequence, epoch }) => {
                    let remedy = poison.meet(sequence, self.version, epoch, id);
                    if let Remedy::Skip(line) = remedy
                        && sequence == self.stream.len() as u64
                    {
                        self.stream.push(line.encode().expect("it is written down"));
                    }
                }
                Err(astray) => panic!("edge {id} does not follow: {astray}"),
            }
        }
    }

    fn begin(&self) -> Joined {
        let line = |sequence| (sequence <= self.stream.len() as u64).then(|| self.line(sequence));
        let Some((sequence, state)) = self.snapshots.read(line) else {
            let state = State::new(self.settings.world, self.settings.capacity);
            return Joined::new(state, FIRST_LINE, 7, self.version);
        };
        let mut joined = Joined::new(state, sequence, 0, self.version);
        joined.inherits = matches!(self.line(sequence).body, Body::HandOver);
        joined
    }

    fn catch_up(&self, joined: &mut Joined) -> Result<(), Astray> {
        for sequence in joined.sequence + 1..=self.stream.len() as u64 {
            joined.take_in(sequence, self.line(sequence))?;
        }
        joined.settle()
    }

    fn line(&self, sequence: u64) -> Line {
        let line = &self.stream[sequence as usize - 1];
        Line::decode(line).expect("it is a line")
    }

    /// An edge of another version of the world asks for the room.
    pub fn ask_for_room(&mut self, version: u32) {
        let proposal = Proposal::to_be_handed_over(version, self.edges_ever + 1);
        self.propose(&proposal);
    }

    /// Whether an edge of this version could go on from what there is.
    pub fn is_for(&self, version: u32) -> bool {
        let last = self.stream.len() as u64;
        let lines = [first_to_take_in(self.snapshots.newest(), last), last];
        lines.iter().all(|&it| self.line(it).version == version)
    }

    /// The last line of the stream counts as empty.
    pub fn skip_last(&mut self) {
        let last = self.line(self.stream.len() as u64);
        let skip = Line {
            body: Body::Skip,
            ..last
        };
        self.stream.push(skip.encode().expect("it is written down"));
    }

    /// A process is killed.
    pub fn kill(&mut self, id: EdgeId) {
        self.edges.retain(|edge| edge.id != id);
    }

    /// An edge, if it runs.
    pub fn edge(&mut self, id: EdgeId) -> Option<&mut Edge> {
        self.edges.iter_mut().find(|edge| edge.id == id)
    }

    /// The edge that closes ticks, as far as it knows itself.
    pub fn leader(&self) -> Option<EdgeId> {
        let newest = self.edges.iter().filter(|edge| edge.member.leads());
        let newest = newest.max_by_key(|edge| edge.member.room().state().reign().epoch);
        newest.map(|edge| edge.id)
    }

    /// Clients of an edge ask for something.
    pub fn ask(&mut self, id: EdgeId, requests: Vec<Request>) {
        let now = self.now;
        if let Some(edge) = self.edge(id) {
            edge.member.ask(requests, now);
        }
    }

    /// So much time passes.
    pub fn pass(&mut self, time: Duration) {
        let until = self.now + time;
        while self.now < until {
            self.step();
        }
    }

    pub fn step(&mut self) {
        self.now += STEP;
        let now = self.now;
        let due = self.restarts.extract_if(.., |at| *at <= now).count();
        for _ in 0..due {
            self.start_edge();
        }
        self.store();
        self.deliver();
        for index in 0..self.edges.len() {
            self.run(index);
        }
        self.edges.retain(|edge| !edge.has_ended);
    }

    fn travels(&mut self) -> Instant {
        let taken = self.chance.random_range(TRAVELS_MS);
        self.now + Duration::from_millis(taken)
    }

    /// The stream takes what comes right after its last line, and refuses all else.
    fn store(&mut self) {
        let now = self.now;
        let (due, later): (Vec<_>, Vec<_>) =
            { self.appending.drain(..) }.partition(|it| it.at <= now);
        self.appending = later;
        for Appending {
            from, after, line, ..
        } in due
        {
            if self.is_gone {
                continue;
            }
            if after == self.stream.len() as u64 {
                self.stream.push(line);
            } else {
                let at = self.travels();
                if let Some(edge) = self.edge(from).filter(|edge| !edge.is_cut) {
                    edge.coming.push_back((at, News::Refused { after }));
                }
            }
        }
    }

    fn deliver(&mut self) {
        if self.is_gone {
            return;
        }
        for index in 0..self.edges.len() {
            let at = self.travels();
            let edge = &mut self.edges[index];
            while !edge.is_cut && edge.sent_to < self.stream.len() as u64 {
                edge.sent_to += 1;
                let line = &self.stream[edge.sent_to as usize - 1];
                let line = Line::decode(line).expect("it is a line");
                let sequence = edge.sent_to;
                edge.coming.push_back((at, News::Line { sequence, line }));
            }
        }
    }

    fn run(&mut self, index: usize) {
        let now = self.now;
        let edge = &mut self.edges[index];
        if edge.stopped_until.is_some_and(|until| now < until) {
            return;
        }
        edge.stopped_until = None;
        let (mut due, mut later) = (Vec::new(), VecDeque::new());
        for (at, news) in edge.coming.drain(..) {
            // Lines come in their order, and proposals in that of their edge.
            let holds_up = later.iter().any(|(_, it)| are_in_order(it, &news));
            match at <= now && !holds_up {
                true => due.push(news),
                false => later.push_back((at, news)),
            }
        }
        edge.coming = later;
        for news in due {
            match news {
                News::Proposal(proposal) => edge.member.hear(proposal, now),
                News::Refused { after } => edge.member.refuse(after),
                News::Kept { sequence } => edge.member.snapshot_is_kept(sequence),
                News::Broken => panic!("edge {}", edge.id),
                News::Line { sequence, line } => {
                    let take_in = || edge.member.take_in(sequence, line, now, 0);
                    match catch_unwind(AssertUnwindSafe(take_in)) {
                        Ok(Ok(_)) => {}
                        Ok(Err(Astray::HandedOver { .. })) => {
                            edge.member.ask([Request::Stop], now);
                            edge.has_ended = true;
                            break;
                        }
                        Ok(Err(astray)) => panic!("edge {}: {astray}", edge.id),
                        Err(_) => {
                            edge.has_ended = true;
                            self.restarts.push(now + RESTARTS_AFTER);
                            return;
                        }
                    }
                    let digest = edge.member.room().world().digest();
                    let first = *self.digests.entry(sequence).or_insert(digest);
                    assert_eq!(first, digest, "edge {} at line {sequence}", edge.id);
                }
            }
        }
        if !edge.has_ended && (now >= edge.member.wake_at() || edge.member.leads()) {
            edge.member.poll(now);
        }
        let (id, is_cut) = (edge.id, edge.is_cut);
        for outgoing in edge.member.take_outgoing() {
            self.send(id, is_cut, outgoing);
        }
    }

    fn send(&mut self, from: EdgeId, is_cut: bool, outgoing: Outgoing) {
        if is_cut {
            return;
        }
        match outgoing {
            Outgoing::Append { after, line } => {
                let at = self.travels();
                self.appending.push(Appending {
                    at,
                    from,
                    after,
                    line,
                });
            }
            Outgoing::Propose(proposal) => self.propose(&proposal),
            Outgoing::Snapshot(snapshot) => {
                let sequence = snapshot.sequence;
                let line = self.line(sequence);
                let (is_kept, at) = (self.snapshots.keep(snapshot, &line), self.travels());
                if let Some(edge) = self.edge(from).filter(|_| is_kept) {
                    edge.coming.push_back((at, News::Kept { sequence }));
                }
            }
        }
    }

    fn propose(&mut self, proposal: &Proposal) {
        let bytes = rmp_serde::to_vec(proposal).expect("it is written down");
        self.bytes_proposed += bytes.len();
        for index in 0..self.edges.len() {
            let at = self.travels();
            let is_lost = self.chance.random_ratio(1, LOST_ONE_OF);
            let proposal = rmp_serde::from_slice(&bytes).expect("it is read again");
            let edge = &mut self.edges[index];
            if !is_lost && !edge.is_cut && !self.is_gone {
                edge.coming.push_back((at, News::Proposal(proposal)));
            }
        }
    }
}

/// Whether one of these never comes before the other.
fn are_in_order(one: &News, other: &News) -> bool {
    match (one, other) {
        (News::Line { .. }, News::Line { .. }) => true,
        (News::Proposal(one), News::Proposal(other)) => one.edge == other.edge,
        _ => false,
    }
}
