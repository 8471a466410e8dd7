//! One of everything that can be said.

use asteroids_shared::protocol::{
    Aside, AsideKind, Cells, ChatLine, Focus, Hello, Leaderboard, LeaderboardRow, Marks, Notable,
    Notables, Notice, Occasion, Overview, Radar, Role, Round, Said, Session, SessionClaim,
    SessionKey, ToClient, ToServer, ViewGranted, Welcome, Whereabouts,
};
use asteroids_shared::{Controls, Improvement, OccasionKind, Team, Torus};

use crate::frames::frames;

pub const TICK: u32 = 100_000;
const KEY: SessionKey = SessionKey(*b"\x00\x01an example\xfd\xfe\xff\x80");

pub fn to_server() -> Vec<(&'static str, ToServer)> {
    vec![
        (
            "hello",
            ToServer::Hello(Hello::new(Role::Pilot, "Ada", 30.0, 17.0)),
        ),
        ("hello_again", ToServer::Hello(hello_again())),
        (
            "hello_bot",
            ToServer::Hello(Hello::new(Role::Pilot, "R2", 30.0, 17.0).of_a_bot()),
        ),
        (
            "hello_spectator",
            ToServer::Hello(Hello::new(Role::Spectator, "", 60.5, 34.25)),
        ),
        (
            "hello_unicode",
            ToServer::Hello(Hello::new(
                Role::Pilot,
                "Zoë 🚀 от Москвы до Токио",
                8.0,
                8.0,
            )),
        ),
        (
            "controls",
            ToServer::Controls {
                seq: 8,
                tick: TICK + 3,
                controls: Controls::THRUST.with(Controls::FIRE),
            },
        ),
        (
            "controls_all",
            ToServer::Controls {
                seq: u32::MAX,
                tick: u32::MAX,
                controls: Controls::from_bits(63),
            },
        ),
        (
            "view",
            ToServer::View {
                half_width_m: 24.5,
                half_height_m: 13.7,
            },
        ),
        ("focus_action", ToServer::Focus(Focus::Action)),
        ("focus_player", ToServer::Focus(Focus::Player(300))),
        ("focus_point", ToServer::Focus(Focus::Point(-12.5, 399.9))),
        (
            "focus_directed",
            ToServer::Focus(Focus::Directed(1.5, -2.0)),
        ),
        ("ping", ToServer::Ping { nonce: 70_000 }),
        ("respawn", ToServer::Respawn),
        ("away", ToServer::Away(true)),
        ("back", ToServer::Away(false)),
        ("say", ToServer::Say("Who shot me?".into())),
        ("autopilot_on", ToServer::Autopilot(true)),
        ("autopilot_off", ToServer::Autopilot(false)),
        ("choose", ToServer::Choose(Improvement::MineLayer)),
    ]
}

pub fn to_client() -> Vec<(String, ToClient)> {
    let samples = [
        ("welcome", ToClient::Welcome(Box::new(welcome()))),
        (
            "welcome_spectator",
            ToClient::Welcome(Box::new(welcome_spectator())),
        ),
        (
            "view_granted",
            ToClient::ViewGranted(ViewGranted::new(40.0, 22.5)),
        ),
        ("leaderboard", ToClient::Leaderboard(leaderboard())),
        (
            "leaderboard_empty",
            ToClient::Leaderboard(Leaderboard::default()),
        ),
        ("radar", ToClient::Radar(radar())),
        ("radar_empty", ToClient::Radar(Radar::default())),
        ("session", ToClient::Session(Session::new(KEY, false))),
        (
            "session_resumed",
            ToClient::Session(Session::new(KEY, true)),
        ),
        (
            "said",
            ToClient::Said(Said::new(vec![
                chat_line(17, "Ada", "Who shot me? 🚀", 0),
                chat_line(0, "", "too fast: wait 3 s", 0),
            ])),
        ),
        (
            "notice",
            ToClient::Notice(Notice::new("Back in 5 min".into())),
        ),
        (
            "aside_too_fast",
            ToClient::Aside(Aside::counted(AsideKind::TooFast, 3)),
        ),
        (
            "aside_friend_elsewhere",
            ToClient::Aside(Aside::named(AsideKind::FriendElsewhere, "Ada".into()).with_number(2)),
        ),
        ("overview", ToClient::Overview(overview())),
        ("notables", ToClient::Notables(notables())),
        ("notables_none", ToClient::Notables(Notables::default())),
    ];
    let samples = samples.map(|(name, message)| (name.to_owned(), message));
    let frames = frames()
        .into_iter()
        .map(|(name, frame)| (name, ToClient::Frame(Box::new(frame))));
    samples.into_iter().chain(frames).collect()
}

fn chat_line(player: u32, name: &str, text: &str, age_s: u32) -> ChatLine {
    ChatLine {
        player,
        name: name.into(),
        text: text.into(),
        age_s,
    }
}

fn hello_again() -> Hello {
    let claim = SessionClaim { room: 1, key: KEY };
    Hello::new(Role::Pilot, "Ada", 30.0, 17.0)
        .resuming(Some(claim))
        .near("Grace")
        .looking(9)
}

fn welcome() -> Welcome {
    let mut welcome = Welcome::standard(Torus::square(800.0));
    welcome.room = 1;
    welcome.player = 17;
    welcome.name = "Ada".into();
    welcome.tick = TICK;
    welcome.view = (30.0, 17.0);
    welcome
}

fn welcome_spectator() -> Welcome {
    let mut welcome = Welcome::standard(Torus {
        width_m: 400.0,
        height_m: 300.0,
    });
    welcome.room = 2;
    welcome.role = Role::Spectator;
    welcome.tick = 12;
    welcome.view = (80.0, 60.0);
    welcome
}

fn leaderboard() -> Leaderboard {
    let row = |player, name: &str, score, bot| LeaderboardRow {
        player,
        name: name.into(),
        score,
        bot,
        team: bot.then_some(Team::Moons),
    };
    Leaderboard::new(vec![
        row(17, "Ada", 12_340, false),
        row(300, "Bot Zoë", 980, true),
    ])
}

fn overview() -> Overview {
    let cells = Cells {
        corner_m: (-400.0, 380.0),
        cell_m: 20.0,
        columns: 3,
        rows: 2,
    };
    Overview::new(cells, vec![0, 4, 1, 0, 0, 255], vec![2, 0, 1, 0, 3, 0])
}

fn notables() -> Notables {
    let ada = Notable {
        player: 17,
        name: "Ada".into(),
        x_m: -400,
        y_m: 399,
        vx_mps: -20,
        vy_mps: 12,
        marks: Marks::FIRED.with(Marks::PERSON),
        rival: 300,
        worth: 450,
    };
    let zoe = Notable {
        player: 300,
        name: "Bot Zoë".into(),
        x_m: -389,
        y_m: 4,
        vx_mps: 0,
        vy_mps: -1,
        marks: Marks::HIT.with(Marks::COMPANY),
        rival: 17,
        worth: 0,
    };
    Notables::new(vec![ada, zoe])
}

fn radar() -> Radar {
    let mut radar = Radar::default();
    radar.rank = 2;
    radar.players = 812;
    radar.bots = 24;
    radar.spectators = 3;
    radar.action = Some(Whereabouts {
        player: 7,
        x_m: -120,
        y_m: 377,
    });
    radar.leader = Some(Whereabouts {
        player: 300,
        x_m: 399,
        y_m: -400,
    });
    radar.tick_us = 2_310;
    radar.occasion = Some(Occasion {
        kind: OccasionKind::Carrier,
        x_m: 12,
        y_m: -34,
        begins_at: 100_320,
    });
    radar.round = Some(Round {
        suns: 4_200,
        moons: 380,
        ends_at: 110_400,
        won: Some(Team::Suns),
    });
    radar
}
