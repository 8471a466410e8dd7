//! The settings: each is a flag, an environment variable and a key of a TOML
//! file, and counts in this order.

mod autopilots;
mod cluster;
mod data;
mod error;
mod file;
mod films;
mod given;
mod guards;
mod logs;
mod private;
pub mod removed;
mod talk;
mod task;
pub mod text_file;
mod upkeep;
mod value;

use std::ffi::OsString;
use std::hash::{BuildHasher, RandomState};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use asteroids_shared::rules::{AREA_PER_ROCK_M2, seconds};
use clap::{Args, CommandFactory, FromArgMatches, Parser};
use tracing::level_filters::LevelFilter;

use crate::clips::ClipSettings;
use crate::films::FilmSettings;
use crate::net::Limits;
use crate::net::admin::AdminKey;
use crate::room::RoomSettings;
use crate::view::ViewSettings;
use crate::world::WorldSettings;
use autopilots::Autopilots;
pub use cluster::Clustering;
pub use data::DataFolder;
pub use error::ConfigError;
use error::one_line;
pub use films::Filming;
use guards::Guards;
pub use logs::Logs;
use private::Private;
use talk::Talk;
pub use task::Task;
use upkeep::Upkeep;
pub use value::Bots;
use value::{address, bots, number, seed, whole};

/// Area for each ship to which bots fill a room: about a screen, in m².
const AREA_PER_SHIP_M2: f32 = 2_000.0;
/// However large a room is, so many bots are enough to be where people are.
const AUTO_BOTS_MAX: u32 = 1_000;
/// More asteroids than that do not fit into a tick.
const ROCKS_MAX: u32 = 100_000;
/// How many may watch besides as many as may fly.
const SPECTATORS_BESIDES: usize = 10_000;
/// WebSockets kept free for those who have not said hello yet.
const SESSIONS_BEFORE_HELLO: usize = 100;

/// The authoritative server of MMO Asteroids, with its browser client inside.
///
/// Each setting is a flag, an environment variable and a key of the file that
/// --config names, written like the flag without its dashes: `capacity = 500`.
/// A flag counts before a variable, a variable before the file.
#[derive(Debug, Parser)]
#[command(
    name = "asteroids-server",
    version,
    args_conflicts_with_subcommands = true,
    allow_negative_numbers = true
)]
pub struct Cli {
    /// What to do instead of serving.
    #[command(subcommand)]
    pub task: Option<Task>,
    /// How to serve.
    #[command(flatten)]
    pub config: Config,
    /// What moderators are known by, if there are to be some. It is read once,
    /// since it may come by a pipe.
    #[arg(skip)]
    pub admin_key: Option<AdminKey>,
}

/// Every setting of the server.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// Address and port to listen on; [::] is all addresses of the machine, of IPv4 too
    #[arg(
        long,
        env = "ASTEROIDS_LISTEN",
        value_name = "ADDRESS",
        default_value = "[::]:8080",
        value_parser = address
    )]
    pub listen: SocketAddr,

    /// Rooms, each a world of its own on a thread of its own, 1 to 64
    #[arg(long, env = "ASTEROIDS_ROOMS", value_name = "COUNT", default_value = "1",
          value_parser = whole::<u32>(1..=64))]
    pub rooms: u32,

    /// People who may fly in a room, 1 to 20000
    #[arg(long, env = "ASTEROIDS_CAPACITY", value_name = "PEOPLE", default_value = "1000",
          value_parser = whole::<u32>(1..=20_000))]
    pub capacity: u32,

    /// Population that bots fill a room to, 0 for no bots; auto is a ship for each
    /// --ship-area of the room, 1000 at the most
    #[arg(long, env = "ASTEROIDS_BOTS", value_name = "COUNT", default_value = "auto",
          value_parser = bots)]
    pub bots: Bots,

    /// Area for each ship in square metres to which `--bots auto` fills a room,
    /// 200 to 1000000; a screen shows 2000
    #[arg(long, env = "ASTEROIDS_SHIP_AREA", value_name = "SQUARE_METRES",
          default_value_t = AREA_PER_SHIP_M2, value_parser = number(200.0..=1e6))]
    pub ship_area: f32,

    /// Where the rooms' randomness comes from [default: a new one at each start]
    #[arg(long, env = "ASTEROIDS_SEED", value_name = "NUMBER", value_parser = seed)]
    pub seed: Option<u64>,

    /// Where what the server keeps is.
    #[command(flatten)]
    pub data: DataFolder,

    /// File with settings, in TOML
    #[arg(long, env = "ASTEROIDS_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Form of the log [default: human on a terminal, json elsewhere]
    #[arg(long, env = "ASTEROIDS_LOG_FORMAT", value_name = "FORMAT", value_enum)]
    pub log_format: Option<LogFormat>,

    /// What is logged: off, error, warn, info, debug or trace
    #[arg(
        long,
        env = "ASTEROIDS_LOG_LEVEL",
        value_name = "LEVEL",
        default_value = "info"
    )]
    pub log_level: LevelFilter,

    /// Length of a world's side in metres, 100 to 20000 [default: 640 m² for each of the capacity]
    #[arg(long, env = "ASTEROIDS_SIDE", value_name = "METRES", value_parser = number(100.0..=20_000.0))]
    pub side: Option<f32>,

    /// Area for each asteroid in square metres, 50 to 1000000; a room takes 100000 asteroids
    #[arg(long, env = "ASTEROIDS_ROCK_AREA", value_name = "SQUARE_METRES",
          default_value_t = AREA_PER_ROCK_M2, value_parser = number(50.0..=1e6))]
    pub rock_area: f32,

    /// Let no saucers come, and no carriers of them
    #[arg(long, env = "ASTEROIDS_NO_SAUCERS")]
    pub no_saucers: bool,

    /// Let no comets, carriers and storms of asteroids come, for which people meet
    #[arg(long, env = "ASTEROIDS_NO_OCCASIONS")]
    pub no_occasions: bool,

    /// Rooms in which two teams fly rather than everybody against everybody: so many, the
    /// last ones
    #[arg(long, env = "ASTEROIDS_TEAM_ROOMS", value_name = "COUNT", default_value = "0",
          value_parser = whole::<u32>(0..=64))]
    pub team_rooms: u32,

    /// Send a client a frame every so many ticks at the most, 1 to 8; a tick is 1/32 s
    #[arg(long, env = "ASTEROIDS_SEND_EVERY", value_name = "TICKS", default_value = "3",
          value_parser = whole::<u32>(1..=8))]
    pub send_every: u32,

    /// Show those who watch what was so many seconds ago, 0 to 300, so that nobody
    /// scouts for a friend; above 0 each room's world is reckoned twice
    #[arg(long, env = "ASTEROIDS_WATCH_DELAY_SECONDS", value_name = "SECONDS", default_value = "0",
          value_parser = whole::<u32>(0..=300))]
    pub watch_delay_seconds: u32,

    /// What people may open for themselves.
    #[command(flatten)]
    pub private: Private,

    /// How rooms are kept on disk.
    #[command(flatten)]
    pub logs: Logs,

    /// Which films of rooms are made.
    #[command(flatten)]
    pub filming: Filming,

    /// Which cluster it is an edge of.
    #[command(flatten)]
    pub clustering: Clustering,

    /// Memory that the server and its sockets may use, 32 to 1048576 [default:
    /// what its control group or the machine has]; near it newcomers are refused
    #[arg(long, env = "ASTEROIDS_MEMORY_MB", value_name = "MEGABYTES",
          value_parser = whole::<u32>(32..=1_048_576))]
    pub memory_mb: Option<u32>,

    /// Threads for the network, 1 to 64 [default: 2, or 1 on a single core]
    #[arg(long, env = "ASTEROIDS_THREADS", value_name = "COUNT",
          value_parser = whole::<u16>(1..=64))]
    pub threads: Option<u16>,

    /// Seconds that a stop may take, 5 to 3600, for slow disks: fewer than whoever stops the server waits
    #[arg(long, env = "ASTEROIDS_STOP_SECONDS", value_name = "SECONDS", default_value = "9",
          value_parser = whole::<u16>(5..=3600))]
    pub stop_seconds: u16,

    /// Whom the edge believes, and what one client may take.
    #[command(flatten)]
    pub guards: Guards,

    /// What people may say to each other.
    #[command(flatten)]
    pub talk: Talk,

    /// Who may fly by an autopilot.
    #[command(flatten)]
    pub autopilots: Autopilots,

    /// For how long what the server keeps is kept.
    #[command(flatten)]
    pub upkeep: Upkeep,
}

/// The form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Human,
    /// A JSON object a line.
    Json,
}

impl Cli {
    /// Reads the command line, the environment, and the file if one is named.
    pub fn read(args: impl IntoIterator<Item = OsString>) -> Result<Self, ConfigError> {
        let mut cli = Self::parse_all(args)?;
        let rocks = cli.config.world_settings(0).rocks;
        if rocks > ROCKS_MAX {
            return Err(ConfigError::TooManyRocks { rocks });
        }
        cli.config.check_private()?;
        if cli.task.is_none() {
            cli.config.autopilots.load()?;
        }
        cli.admin_key = cli.config.guards.admin_key()?;
        Ok(cli)
    }

    fn parse_all(args: impl IntoIterator<Item = OsString>) -> Result<Self, ConfigError> {
        let args: Vec<OsString> = args.into_iter().collect();
        given::check(&args, &Self::command())?;
        let matches = Self::command().try_get_matches_from(&args)?;
        let cli = Self::from_arg_matches(&matches)?;
        let (Some(path), None) = (&cli.config.config, &cli.task) else {
            return Ok(cli);
        };
        // What the file adds goes before the other flags, and flags and the
        // environment are right by now: what is wrong, is wrong in the file.
        let added = file::flags(path, &Self::command(), &matches)?;
        let args = args[..1].iter().chain(&added).chain(&args[1..]);
        Self::try_parse_from(args).map_err(|error| ConfigError::WrongInFile {
            path: path.clone(),
            problem: one_line(&error),
        })
    }
}

/// The names of variables that look like settings and are none, like misspelt ones.
pub fn unknown_variables() -> Vec<String> {
    let command = Cli::command();
    let known: Vec<_> = command
        .get_arguments()
        .filter_map(clap::Arg::get_env)
        .collect();
    std::env::vars_os()
        .map(|(name, _)| name)
        .filter(|name| !known.contains(&name.as_os_str()))
        .filter_map(|name| name.into_string().ok())
        .filter(|name| name.starts_with("ASTEROIDS_"))
        .collect()
}

impl Config {
    /// The seed, a fresh one if none is set.
    pub fn seed(&self) -> u64 {
        // The standard library seeds its hashers from the operating system.
        self.seed.unwrap_or_else(|| RandomState::new().hash_one(()))
    }

    /// The settings of each room; the first has this seed, the others the next ones.
    pub fn room_settings(&self, seed: u64) -> Vec<RoomSettings> {
        (1..=self.rooms)
            .map(|room| {
                let mut world = self.world_settings(seed.wrapping_add(u64::from(room - 1)));
                world.teams = room > self.rooms.saturating_sub(self.team_rooms);
                RoomSettings {
                    room,
                    capacity: self.capacity,
                    bots: self.bots_in(&world).min(self.capacity),
                    world,
                    view: ViewSettings {
                        send_every_ticks: self.send_every,
                        ..ViewSettings::default()
                    },
                    fleet: self.autopilots.fleet.clone(),
                    watch_delay_ticks: seconds(self.watch_delay_seconds),
                }
            })
            .collect()
    }

    /// The films of all rooms.
    pub fn film_settings(&self) -> FilmSettings {
        let data = &self.data.path;
        let logs = (1..=self.rooms).map(|room| (room, Logs::folder_of_room(data, room)));
        self.filming.settings(data, logs.collect())
    }

    /// The clips that people share.
    pub fn clip_settings(&self) -> ClipSettings {
        self.filming.clips(&self.data.path)
    }

    fn bots_in(&self, world: &WorldSettings) -> u32 {
        match self.bots {
            Bots::Fill(count) => count,
            Bots::Auto => {
                let area_m2 = world.torus.width_m * world.torus.height_m;
                ((area_m2 / self.ship_area) as u32).min(AUTO_BOTS_MAX)
            }
        }
    }

    fn world_settings(&self, seed: u64) -> WorldSettings {
        let mut world = match self.side {
            Some(side_m) => WorldSettings::of_side(seed, side_m),
            None => WorldSettings::for_capacity(seed, self.capacity),
        };
        let area_m2 = world.torus.width_m * world.torus.height_m;
        world.rocks = (area_m2 / self.rock_area) as u32;
        world.saucers = !self.no_saucers;
        world.occasions = !self.no_occasions;
        world
    }

    /// The limits of the network edge, if there are enough file descriptors.
    /// However many watch, the seats of those who fly can be reached.
    pub fn limits(&self) -> Limits {
        let private_seats = self.private_rooms() * self.private.private_capacity;
        let seats = (self.rooms * self.capacity + private_seats) as usize;
        let spectators_max = seats + SPECTATORS_BESIDES;
        Limits {
            spectators_max,
            sessions_max: seats + spectators_max + SESSIONS_BEFORE_HELLO,
            connections_per_address: self.guards.connections_per_address as usize,
            joins_per_minute: self.guards.joins_per_minute,
            newcomers_per_minute: self.upkeep.newcomers_per_minute,
            logins_per_address: self.guards.logins_per_address,
            autopilots: !self.autopilots.no_autopilots,
            memory_bytes: self.memory_mb.map(|megabytes| u64::from(megabytes) << 20),
            ..Limits::default()
        }
    }

    /// How long a stop may take.
    pub fn stop_within(&self) -> Duration {
        Duration::from_secs(u64::from(self.stop_seconds))
    }

    /// Threads for the network.
    pub fn network_threads(&self) -> usize {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or(cores.min(2), usize::from)
    }
}

#[cfg(test)]
mod tests;
