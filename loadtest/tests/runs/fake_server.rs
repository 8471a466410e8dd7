//! A server that knows the protocol and next to nothing of the game: each
//! connection has a world of its own with one ship that flies on its own.

use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use asteroids_shared::protocol::record::Tick3;
use asteroids_shared::protocol::{
    Arrival, CloseCode, ControlChange, Detail, Flags, Frame, Pong, Reason, ToClient, ToServer,
    Vanished, Welcome, You,
};
use asteroids_shared::rules::{RESPAWN_PAUSE_TICKS, TICK_RATE_HZ};
use asteroids_shared::{Controls, EntityId, Gear, Motion, Tick, Torus};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::{MissedTickBehavior, interval};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::tungstenite::http::header::COOKIE;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::{WebSocketStream, accept_hdr_async};

const FIRST_TICK: Tick = 1000;
const SEND_EVERY_TICKS: Tick = 2;

/// What the server does besides its duty.
#[derive(Clone, Copy)]
pub enum Habit {
    /// Nothing.
    Good,
    /// It says nothing, not even a welcome.
    Silent,
    /// It closes instead of a welcome.
    Refuses(CloseCode),
    /// It closes after so many ticks.
    CutsOff(Tick, CloseCode),
    /// It does this to every frame, and its tick, from the tenth tick on.
    Spoils(fn(&mut Frame, Tick)),
    /// It destroys a ship this many ticks after it has come.
    Kills(Tick),
}

/// A server on a port of its own, for as long as the test runs.
pub struct FakeServer {
    url: String,
    heard: Arc<Mutex<Vec<ToServer>>>,
    cookies: Arc<Mutex<Vec<String>>>,
}

impl FakeServer {
    /// Starts a server with this habit.
    pub fn start(habit: Habit) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.set_nonblocking(true).expect("a listener");
        let address = listener.local_addr().expect("an address");
        let heard = Arc::new(Mutex::new(Vec::new()));
        let cookies = Arc::default();
        let (log, jar) = (Arc::clone(&heard), Arc::clone(&cookies));
        thread::spawn(move || serve(listener, habit, log, jar));
        Self {
            url: format!("ws://{address}/ws"),
            heard,
            cookies,
        }
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What bots have said.
    pub fn heard(&self) -> Vec<ToServer> {
        self.heard.lock().expect("a log").clone()
    }

    /// The cookies that bots came with.
    pub fn cookies(&self) -> Vec<String> {
        self.cookies.lock().expect("a jar").clone()
    }
}

fn serve(
    listener: TcpListener,
    habit: Habit,
    heard: Arc<Mutex<Vec<ToServer>>>,
    cookies: Arc<Mutex<Vec<String>>>,
) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        while let Ok((stream, _)) = listener.accept().await {
            let (heard, cookies) = (Arc::clone(&heard), Arc::clone(&cookies));
            tokio::spawn(async move {
                // It has no metrics to tell.
                let socket = accept(stream, &cookies).await?;
                // A bot that leaves ends its conversation.
                Conversation::new(socket, habit, heard).hold().await
            });
        }
    });
}

/// Shakes hands, and keeps the cookie that is shown.
async fn accept(
    stream: TcpStream,
    cookies: &Mutex<Vec<String>>,
) -> Option<WebSocketStream<TcpStream>> {
    #[expect(clippy::result_large_err, reason = "a callback has this type")]
    let keep_cookie = |request: &Request, response: Response| {
        if let Some(cookie) = request.headers().get(COOKIE) {
            let cookie = cookie.to_str().expect("ASCII").to_owned();
            cookies.lock().expect("a jar").push(cookie);
        }
        Ok(response)
    };
    accept_hdr_async(stream, keep_cookie).await.ok()
}

struct Conversation {
    socket: WebSocketStream<TcpStream>,
    habit: Habit,
    heard: Arc<Mutex<Vec<ToServer>>>,
    tick: Tick,
    /// The tick of the last frame.
    sent: Tick,
    /// The last input.
    taken: u32,
    ship: EntityId,
    born: Tick,
    ships: EntityId,
    wants_ship: bool,
    frame: Frame,
}

impl Conversation {
    fn new(
        socket: WebSocketStream<TcpStream>,
        habit: Habit,
        heard: Arc<Mutex<Vec<ToServer>>>,
    ) -> Self {
        Self {
            socket,
            habit,
            heard,
            tick: FIRST_TICK,
            sent: FIRST_TICK,
            taken: 0,
            ship: 0,
            born: 0,
            ships: 0,
            wants_ship: true,
            frame: Frame::default(),
        }
    }

    /// Talks until one of both is gone.
    async fn hold(mut self) -> Option<()> {
        self.hear().await?;
        if let Habit::Refuses(code) = self.habit {
            return self.close(code).await;
        }
        if matches!(self.habit, Habit::Silent) {
            return self.hear().await.map(|_| ());
        }
        let mut welcome = Welcome::standard(Torus::square(200.0));
        welcome.tick = FIRST_TICK;
        welcome.player = 1;
        self.say(ToClient::Welcome(Box::new(welcome))).await?;
        let mut ticks = interval(Duration::from_secs(1) / TICK_RATE_HZ);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = ticks.tick() => self.step().await?,
                message = self.hear() => self.obey(message?),
            }
        }
    }

    async fn hear(&mut self) -> Option<ToServer> {
        loop {
            if let Message::Binary(bytes) = self.socket.next().await?.ok()? {
                let message = ToServer::decode(&bytes).expect("bots speak the protocol");
                self.heard.lock().expect("a log").push(message.clone());
                return Some(message);
            }
        }
    }

    fn obey(&mut self, message: ToServer) {
        match message {
            ToServer::Controls { seq, controls, .. } => {
                self.frame.acks += seq - self.taken;
                self.taken = seq;
                if self.ship != 0 {
                    self.frame.controls.push(ControlChange {
                        ship: self.ship,
                        tick: Tick3::of(self.tick),
                        controls: controls.steering(),
                    });
                }
            }
            ToServer::Ping { nonce } => {
                self.frame.pong = Some(Pong { nonce, held_us: 0 });
            }
            ToServer::Respawn => self.wants_ship = self.ship == 0,
            ToServer::Hello(_)
            | ToServer::View { .. }
            | ToServer::Focus(_)
            | ToServer::Away(_)
            | ToServer::Autopilot(_)
            | ToServer::Choose(_)
            | ToServer::Say(_) => {
                panic!("bots do not say {message:?}")
            }
        }
    }

    async fn step(&mut self) -> Option<()> {
        self.tick += 1;
        let age_ticks = self.tick - FIRST_TICK;
        match self.habit {
            Habit::CutsOff(ticks, code) if age_ticks > ticks => return self.close(code).await,
            Habit::Kills(ticks) if self.ship != 0 && self.tick - self.born > ticks => self.kill(),
            Habit::Good
            | Habit::Silent
            | Habit::Refuses(_)
            | Habit::CutsOff(..)
            | Habit::Spoils(_)
            | Habit::Kills(_) => {}
        }
        if !self.tick.is_multiple_of(SEND_EVERY_TICKS) {
            return Some(());
        }
        if std::mem::take(&mut self.wants_ship) {
            self.spawn();
        }
        let mut frame = std::mem::take(&mut self.frame);
        frame.ticks = Some(self.tick - self.sent);
        self.sent = self.tick;
        if let Habit::Spoils(spoil) = self.habit
            && age_ticks >= 10
        {
            spoil(&mut frame, self.tick);
        }
        self.say(ToClient::Frame(Box::new(frame))).await
    }

    fn spawn(&mut self) {
        self.ships += 1;
        self.ship = self.ships;
        self.born = self.tick;
        self.frame.arrivals.push(Arrival {
            entity: self.ship,
            motion: Motion::at(0.0, 0.0),
            detail: Detail::Ship {
                controls: Controls::NONE,
                player: 1,
                name: "Load".into(),
                flags: Flags::default(),
                bounty: 0,
                gear: Gear::NONE,
                look: 0,
            },
        });
        self.tell_you(0);
    }

    fn kill(&mut self) {
        self.frame.controls.clear();
        self.frame.vanished.push(Vanished {
            entity: self.ship,
            reason: Reason::Destroyed,
        });
        self.ship = 0;
        self.tell_you(self.tick + RESPAWN_PAUSE_TICKS);
    }

    fn tell_you(&mut self, respawn_ready: Tick) {
        self.frame.you = Some(You {
            ship: self.ship,
            lives: 3,
            respawn_ready,
            ..You::default()
        });
    }

    async fn say(&mut self, message: ToClient) -> Option<()> {
        let bytes = message.encode().into();
        self.socket.send(Message::Binary(bytes)).await.ok()
    }

    /// Closes, and gives nothing to go on with.
    async fn close(&mut self, code: CloseCode) -> Option<()> {
        let frame = CloseFrame {
            code: code.code().into(),
            reason: code.reason().into(),
        };
        self.socket.close(Some(frame)).await.ok()?;
        while self.socket.next().await.is_some() {}
        None
    }
}
