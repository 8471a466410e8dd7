//! Whether a file is a clip: it is read to its end, and written anew.

use std::io::{self, BufRead, BufReader, Read};

use asteroids_shared::Tick;
use asteroids_shared::picture::{Picture, check_rules};
use asteroids_shared::protocol::{
    Detail, Event, Frame, Leaderboard, Role, ToClient, VERSION, Welcome, name,
};
use asteroids_shared::rules::seconds;
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::ClipId;
use crate::log::LogId;
use crate::room::film::{FORMAT, Head, put, put_head};

/// How large the file of a clip may be: 15 s of several thousand, or some minutes of a
/// few.
pub const CLIP_BYTES_MAX: usize = 4 * 1024 * 1024;
/// How long a clip may be.
const TICKS_MAX: Tick = seconds(180);
/// How much may be in it, unpacked.
const UNPACKED_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// How long a message in it may be: one tells of everything that is there.
const MESSAGE_BYTES_MAX: u32 = 2 * 1024 * 1024;
/// How many messages may be in it: films have a frame every second tick, and little else.
const MESSAGES_MAX: u32 = TICKS_MAX;
/// How long the name of a room's past may be, and then some.
const WORLD_BYTES_MAX: u32 = 64;
/// How many things may come to be in it, and be there at once.
const ARRIVALS_MAX: usize = 100_000;
const ENTITIES_MAX: usize = 20_000;

/// A clip that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clip {
    /// What it is called.
    pub id: ClipId,
    /// The room that it is of.
    pub room: u32,
    /// That room's past.
    pub world: LogId,
    /// The last tick of which it tells.
    pub to: Tick,
    /// The file.
    pub content: Vec<u8>,
}

/// Why a file is no clip that is kept.
#[derive(Debug, thiserror::Error)]
pub enum Damage {
    /// It cannot be read.
    #[error("this file is damaged, or no clip: {0}")]
    Damaged(&'static str),
    /// It can be read elsewhere.
    #[error("this clip is of version {0} of the protocol, and this server of version {VERSION}")]
    OtherVersion(u32),
    /// It is longer than any may be.
    #[error("this clip is too long: three minutes at most")]
    TooLong,
    /// There is more in it than may be.
    #[error("this clip has too much in it: make it shorter")]
    TooMuch,
}

use Damage::{Damaged, TooMuch};

impl From<io::Error> for Damage {
    fn from(_: io::Error) -> Self {
        Damaged("it ends early, or is no gzip")
    }
}

impl<E: rmp::decode::RmpReadErr> From<rmp::decode::ValueReadError<E>> for Damage {
    fn from(_: rmp::decode::ValueReadError<E>) -> Self {
        Damaged("it is no MessagePack, or ends early")
    }
}

impl<E: rmp::decode::RmpReadErr> From<rmp::decode::NumValueReadError<E>> for Damage {
    fn from(_: rmp::decode::NumValueReadError<E>) -> Self {
        Damaged("it has something else in the place of a number")
    }
}

impl Clip {
    /// Reads a file, if it is a clip.
    pub fn read(file: &[u8]) -> Result<Self, Damage> {
        let mut unpacked = BufReader::new(GzDecoder::new(file));
        let (head, world) = read_head(&mut unpacked)?;
        let mut digest = Sha256::new();
        let mut film = Tee(
            GzEncoder::new(Vec::new(), Compression::default()),
            &mut digest,
        );
        put_head(&mut film, &head)?;
        let mut reading = Reading::new(&head);
        let mut bytes_left = UNPACKED_BYTES_MAX;
        let mut messages_left = MESSAGES_MAX;
        let mut message = Vec::new();
        while !unpacked.fill_buf()?.is_empty() {
            let tick = read_message(&mut unpacked, &mut message)?;
            let bytes = message.len() as u64;
            bytes_left = bytes_left.checked_sub(bytes).ok_or(TooMuch)?;
            messages_left = messages_left.checked_sub(1).ok_or(TooMuch)?;
            reading.take(tick, &message)?;
            put(&mut film, tick, &message)?;
        }
        if !unpacked.into_inner().into_inner().is_empty() {
            return Err(Damaged("there is something after its end"));
        }
        if reading.picture.is_none() {
            return Err(Damaged("nothing is in it"));
        }
        let content = film.0.finish()?;
        Ok(Self {
            id: ClipId::of(digest.finalize().into()),
            room: head.room,
            world,
            to: head.to,
            content,
        })
    }
}

fn read_head(unpacked: &mut impl Read) -> Result<(Head, LogId), Damage> {
    let is_one = rmp::decode::read_array_len(unpacked)? == 6;
    if !is_one || rmp::decode::read_int::<u32, _>(unpacked)? != FORMAT {
        return Err(Damaged("it begins as no film does"));
    }
    let version = rmp::decode::read_int(unpacked)?;
    if version != VERSION {
        return Err(Damage::OtherVersion(version));
    }
    let room = rmp::decode::read_int(unpacked)?;
    let bytes = rmp::decode::read_str_len(unpacked)?;
    if bytes > WORLD_BYTES_MAX {
        return Err(Damaged("it names no past"));
    }
    let mut world = vec![0; bytes as usize];
    unpacked.read_exact(&mut world)?;
    let world = String::from_utf8(world).map_err(|_| Damaged("it names no past"))?;
    let id = LogId::parse(&world).ok_or(Damaged("it names no past"))?;
    let (from, to) = (
        rmp::decode::read_int(unpacked)?,
        rmp::decode::read_int(unpacked)?,
    );
    let head = Head {
        room,
        world,
        from,
        to,
    };
    match head.to.checked_sub(head.from) {
        Some(1..=TICKS_MAX) => Ok((head, id)),
        Some(0) | None => Err(Damaged("it ends before it begins")),
        Some(_) => Err(Damage::TooLong),
    }
}

/// Reads the next message, and gives its tick.
fn read_message(unpacked: &mut impl Read, message: &mut Vec<u8>) -> Result<Tick, Damage> {
    if rmp::decode::read_array_len(unpacked)? != 2 {
        return Err(Damaged("there is something other than messages in it"));
    }
    let tick = rmp::decode::read_int(unpacked)?;
    let bytes = rmp::decode::read_bin_len(unpacked)?;
    if bytes > MESSAGE_BYTES_MAX {
        return Err(TooMuch);
    }
    message.clear();
    unpacked.take(bytes.into()).read_to_end(message)?;
    match message.len() == bytes as usize {
        true => Ok(tick),
        false => Err(Damaged("it ends early")),
    }
}

/// A clip as far as it has been read.
struct Reading<'a> {
    head: &'a Head,
    tick: Tick,
    /// What those see who watch it; none before the first welcome.
    picture: Option<Picture>,
    arrivals: usize,
}

impl<'a> Reading<'a> {
    fn new(head: &'a Head) -> Self {
        Self {
            head,
            tick: head.from,
            picture: None,
            arrivals: 0,
        }
    }

    /// Takes in the next message.
    fn take(&mut self, tick: Tick, message: &[u8]) -> Result<(), Damage> {
        if tick < self.tick || tick > self.head.to {
            return Err(Damaged("its ticks are out of order"));
        }
        self.tick = tick;
        let message = ToClient::decode(message);
        match message.map_err(|_| Damaged("there is something other than messages in it"))? {
            ToClient::Welcome(welcome) => self.begin(&welcome),
            ToClient::Frame(frame) => self.see(&frame),
            ToClient::Leaderboard(board) => check_board(&board),
            ToClient::Radar(_) => Ok(()),
            // What people have said to each other among them.
            ToClient::ViewGranted(_)
            | ToClient::Session(_)
            | ToClient::Said(_)
            | ToClient::Notice(_)
            | ToClient::Aside(_)
            | ToClient::Overview(_)
            | ToClient::Notables(_) => Err(Damaged("there is something in it that no film has")),
        }
    }

    fn begin(&mut self, welcome: &Welcome) -> Result<(), Damage> {
        let is_of_now = welcome.tick == self.tick;
        let is_first = self.picture.is_none();
        let is_ours = welcome.room == self.head.room
            && welcome.role == Role::Spectator
            && welcome.name.is_empty()
            && check_rules(welcome).is_ok();
        if !is_of_now || !is_ours || (is_first && self.tick != self.head.from) {
            return Err(Damaged("it begins otherwise than it says"));
        }
        self.picture = Some(Picture::new(welcome));
        Ok(())
    }

    fn see(&mut self, frame: &Frame) -> Result<(), Damage> {
        let picture = self.picture.as_mut();
        let picture = picture.ok_or(Damaged("it does not begin with a welcome"))?;
        if picture.tick_of_next(frame) != self.tick {
            return Err(Damaged("its ticks are out of order"));
        }
        self.arrivals += frame.arrivals.len();
        if self.arrivals > ARRIVALS_MAX {
            return Err(TooMuch);
        }
        check_names(frame)?;
        if !picture.apply(frame).breaches.is_empty() {
            return Err(Damaged("it tells what cannot be"));
        }
        match picture.entities().nth(ENTITIES_MAX) {
            Some(_) => Err(TooMuch),
            None => Ok(()),
        }
    }
}

/// Names are shown, so they have to be as the server would let somebody be called.
fn check_names(frame: &Frame) -> Result<(), Damage> {
    for arrival in &frame.arrivals {
        if let Detail::Ship { name, .. } = &arrival.detail {
            check_name(name)?;
        }
    }
    for event in &frame.events {
        if let Event::Kill {
            killer_name,
            victim_name,
            ..
        } = event
        {
            check_name(killer_name)?;
            check_name(victim_name)?;
        }
    }
    Ok(())
}

fn check_board(board: &Leaderboard) -> Result<(), Damage> {
    board.rows.iter().try_for_each(|row| check_name(&row.name))
}

fn check_name(shown: &str) -> Result<(), Damage> {
    match shown.is_empty() || name::clean(shown).as_deref() == Some(shown) {
        true => Ok(()),
        false => Err(Damaged("nobody may be called so")),
    }
}

/// Writes what it is given, and digests it.
struct Tee<'a>(GzEncoder<Vec<u8>>, &'a mut Sha256);

impl io::Write for Tee<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_all(bytes)?;
        self.1.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
