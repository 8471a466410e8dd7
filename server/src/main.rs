//! Reads the settings, starts the rooms and serves them.

mod starting;

use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context;
use asteroids_server::clips::Clips;
#[cfg(feature = "cluster")]
use asteroids_server::cluster::history;
use asteroids_server::config::{
    self, Bots, Cli, Clustering, Config, ConfigError, LogFormat, Logs, Task,
};
use asteroids_server::films::Films;
use asteroids_server::metrics::Metrics;
use asteroids_server::net::admin::AdminKey;
use asteroids_server::net::door::listener;
use asteroids_server::net::{self, Game, Limits, PrivateRooms};
use asteroids_server::output::{self, OutputError};
use asteroids_server::room::RoomHandle;
use asteroids_server::store;
use asteroids_server::{
    data_folder, heap, logging, playback, priority, service, signals, stopping,
};

#[cfg(not(feature = "cluster"))]
use self::starting::NO_CLUSTERS;
use self::starting::{
    Begun, begin_rooms, limits_within_descriptors, listen, moderation, open_store,
};

/// How long a network thread that has nothing left to do lets messages gather
/// before it looks again. They wait for the next tick anyhow, and taking many at
/// once costs a fraction of waking for each.
const GATHER: Duration = Duration::from_millis(2);

fn main() -> ExitCode {
    heap::give_back_what_is_freed();
    let done = match Cli::read(std::env::args_os()) {
        Ok(Cli {
            task: Some(Task::Replay { log, from, to }),
            ..
        }) => playback::replay(&log, from, to),
        Ok(Cli {
            task: Some(Task::Inspect { path }),
            ..
        }) => playback::inspect(&path),
        Ok(Cli {
            task:
                Some(Task::Export {
                    events,
                    from,
                    to,
                    data,
                }),
            ..
        }) => playback::export_events(&log_of(&events, &data.path), from, to),
        Ok(Cli {
            task: Some(Task::History { room, clustering }),
            ..
        }) => tell_history(room, &clustering),
        Ok(Cli {
            task: Some(Task::Backup { to, data, keep }),
            ..
        }) => backup(&data.path, &to, keep),
        Ok(Cli {
            task: Some(Task::Restore { from, data }),
            ..
        }) => restore(&data.path, &from),
        Ok(Cli {
            task: None,
            config,
            admin_key,
        }) => serve(&config, admin_key),
        Err(ConfigError::Asked(text)) => text
            .print()
            .map_err(|error| OutputError::from(error).into()),
        Err(error) => {
            output::complain(&error.to_string());
            output::flush();
            return ExitCode::from(2);
        }
    };
    let code = match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if output::is_reader_gone(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&in_one_line(&error));
            ExitCode::FAILURE
        }
    };
    output::flush();
    code
}

/// The error and what caused it, each unless the one before ends with it.
fn in_one_line(error: &anyhow::Error) -> String {
    let mut line = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if line.is_empty() {
            line = cause;
        } else if !line.ends_with(&cause) {
            line = format!("{line}: {cause}");
        }
    }
    line
}

/// The folder of a room's log, which is named by it or by the room's number.
fn log_of(room: &Path, data: &Path) -> PathBuf {
    let number = room.to_str().and_then(|room| room.parse().ok());
    number.map_or_else(
        || room.to_owned(),
        |number| Logs::folder_of_room(data, number),
    )
}

fn backup(data: &Path, to: &Path, keep: Option<NonZeroUsize>) -> anyhow::Result<()> {
    data_folder::look_into(data)?;
    let is_free = to.is_dir() || !to.exists();
    anyhow::ensure!(
        is_free,
        "{} is no folder: name one for the copies",
        to.display()
    );
    let keep = keep.map(NonZeroUsize::get);
    let copy = store::file::backup::backup(data, to, keep, store::unix_now(), &output::complain)?;
    output::say(&copy.display().to_string())?;
    Ok(())
}

fn restore(data: &Path, from: &Path) -> anyhow::Result<()> {
    let is_there = from.try_exists().unwrap_or(true);
    anyhow::ensure!(
        is_there,
        "there is no {}: name a copy that `asteroids-server backup` has made",
        from.display()
    );
    // One that is missing is made when the copy has turned out to be whole.
    if data.exists() {
        data_folder::prepare(data)?;
    }
    let restored = store::file::restore::restore(data, from, &output::complain)?;
    output::say(&format!("restored {}", restored.store.display()))?;
    let before = match restored.kept {
        Some(kept) => format!("what was there before is kept as {}", kept.display()),
        None => "there was no store before".to_owned(),
    };
    output::say(&before)?;
    Ok(())
}

fn serve(config: &Config, admin_key: Option<AdminKey>) -> anyhow::Result<()> {
    start_log(config);
    output::log_panics();
    for variable in config::unknown_variables() {
        match config::removed::advice_on_variable(&variable) {
            Some(advice) => tracing::warn!(variable, "this setting was removed: {advice}"),
            None => tracing::warn!(variable, "there is no such setting"),
        }
    }
    if let Bots::Fill(bots) = config.bots
        && bots > config.capacity
    {
        tracing::warn!(
            bots,
            "a room has no more bots than places: raise --capacity or lower --bots"
        );
    }
    service::check()?;
    net::check_randomness()?;
    let handed_over = service::sockets::take()?;
    let limits = limits_within_descriptors(config.limits())?;
    let metrics = Metrics::install();
    data_folder::prepare(&config.data.path)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(config.network_threads())
        .thread_name("net")
        .on_thread_start(priority::yield_to_rooms)
        .on_thread_park(|| std::thread::sleep(GATHER))
        .enable_all()
        .build()?;
    let served = serve_until_stopped(config, admin_key, handed_over, limits, metrics);
    let done = runtime.block_on(served);
    // What still waits for a disk then is waited for by nobody.
    runtime.shutdown_background();
    done
}

async fn serve_until_stopped(
    config: &Config,
    admin_key: Option<AdminKey>,
    handed_over: Vec<std::net::TcpListener>,
    limits: Limits,
    metrics: Metrics,
) -> anyhow::Result<()> {
    let listeners = listen(config, handed_over)?;
    let addresses = listener::addresses_to_open(&listeners)?;
    let mut stop = Box::pin(signals::asked_to_stop()?);
    let keeper = tokio::select! {
        // A locked or large store takes its time.
        opened = open_store(config) => opened?,
        signal = &mut stop => {
            tracing::info!(signal = signals::name_of(signal), "stopping before there was anything to stop");
            return Ok(());
        }
    };
    let moderation = moderation(config, admin_key)?;
    let trust = config.guards.trust(moderation, config.talk.custom()?);
    let films = Films::start(&config.film_settings())?;
    let clips = Clips::open(&config.clip_settings())?;
    let Begun {
        rooms,
        first_client,
        store,
        peering,
    } = begin_rooms(config, keeper.store.clone()).await?;
    // Not before: threads of rooms would inherit it.
    priority::yield_to_rooms();
    output::announce(addresses);
    let handles: Vec<RoomHandle> = rooms.iter().map(|room| room.handle.clone()).collect();
    service::tell_ready();
    let private = PrivateRooms::new(config.private_settings());
    let (lasting, passing) = (handles.clone(), private.clone());
    tokio::spawn(service::keep_alive(move || {
        lasting.iter().cloned().chain(passing.handles()).collect()
    }));
    let mut stops_by = None;
    let shutdown = async {
        let signal = stop.await;
        tracing::info!(signal = signals::name_of(signal), "stopping");
        service::tell_stopping();
        stops_by = Some(Instant::now() + config.stop_within());
    };
    let game = Game {
        rooms: handles,
        private,
        store,
        films,
        clips,
        first_client,
        peering,
    };
    let served = net::serve(listeners, game, metrics, limits, trust, shutdown).await;
    let stops_by = stops_by.unwrap_or_else(|| Instant::now() + config.stop_within());
    let stopping = move || stopping::stop(rooms, keeper, stops_by);
    let stopped = tokio::task::spawn_blocking(stopping).await?;
    served?;
    stopped?;
    tracing::info!("stopped: rooms and scores are kept");
    Ok(())
}

fn tell_history(room: u32, clustering: &Clustering) -> anyhow::Result<()> {
    let settings = clustering.settings();
    let settings = settings.context("name a cluster with --cluster nats://HOST:PORT")?;
    #[cfg(feature = "cluster")]
    return history::tell(room, settings);
    #[cfg(not(feature = "cluster"))]
    anyhow::bail!("{NO_CLUSTERS}: room {room} of {}", settings.name);
}

fn start_log(config: &Config) {
    let terminal = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt()
        .with_max_level(config.log_level)
        .with_writer(logging::writer())
        .with_ansi(terminal)
        .with_target(false)
        // A line that a full disk does not take is lost. To complain of it, on
        // the same way, would be a panic.
        .log_internal_errors(false);
    let usual = if terminal {
        LogFormat::Human
    } else {
        LogFormat::Json
    };
    match config.log_format.unwrap_or(usual) {
        LogFormat::Human => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}
