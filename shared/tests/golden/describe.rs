//! Messages as JSON objects with the names that their fields have in Rust.

use asteroids_shared::protocol::{
    Anchor, Arrival, Badge, ControlChange, Detail, Event, Focus, Frame, Shot, ToClient, ToServer,
    Vanished,
};
use asteroids_shared::{Motion, PickupKind};
use serde::Serialize;
use serde_json::{Value, json};

pub fn to_client(message: &ToClient) -> Value {
    match message {
        ToClient::Welcome(welcome) => fields(welcome),
        ToClient::Frame(message) => frame(message),
        ToClient::ViewGranted(view) => fields(view),
        ToClient::Leaderboard(board) => fields(board),
        ToClient::Radar(radar) => fields(radar),
        ToClient::Session(session) => fields(session),
        ToClient::Said(said) => fields(said),
        ToClient::Notice(notice) => fields(notice),
        ToClient::Aside(aside) => fields(aside),
        ToClient::Overview(overview) => fields(overview),
        ToClient::Notables(notables) => fields(notables),
    }
}

/// With `type`, since nothing else tells one without fields from another.
pub fn to_server(message: &ToServer) -> Value {
    match message {
        ToServer::Hello(hello) => with_type("hello", fields(hello)),
        ToServer::Controls {
            seq,
            tick,
            controls,
        } => json!({ "type": "controls", "seq": seq, "tick": tick, "controls": controls }),
        ToServer::View {
            half_width_m,
            half_height_m,
        } => json!({
            "type": "view",
            "half_width_m": half_width_m,
            "half_height_m": half_height_m,
        }),
        ToServer::Focus(focus) => {
            let focus = match focus {
                Focus::Action => json!({ "type": "action" }),
                Focus::Player(player) => json!({ "type": "player", "player": player }),
                Focus::Point(x, y) => json!({ "type": "point", "x": x, "y": y }),
                Focus::Directed(x, y) => json!({ "type": "directed", "x": x, "y": y }),
            };
            json!({ "type": "focus", "focus": focus })
        }
        ToServer::Ping { nonce } => json!({ "type": "ping", "nonce": nonce }),
        ToServer::Respawn => json!({ "type": "respawn" }),
        ToServer::Away(away) => json!({ "type": "away", "away": away }),
        ToServer::Autopilot(flies) => json!({ "type": "autopilot", "flies": flies }),
        ToServer::Choose(improvement) => json!({ "type": "choose", "improvement": improvement }),
        ToServer::Say(text) => json!({ "type": "say", "text": text }),
    }
}

fn fields(message: &impl Serialize) -> Value {
    let mut value = serde_json::to_value(message).expect("messages are JSON too");
    if let Value::Object(fields) = &mut value {
        fields.remove("tag");
    }
    value
}

fn with_type(name: &str, mut value: Value) -> Value {
    value["type"] = name.into();
    value
}

fn frame(frame: &Frame) -> Value {
    json!({
        "ticks": frame.ticks,
        "acks": frame.acks,
        "controls": frame.controls.iter().map(control_change).collect::<Vec<_>>(),
        "shots": frame.shots.iter().map(shot).collect::<Vec<_>>(),
        "anchors": frame.anchors.iter().map(anchor).collect::<Vec<_>>(),
        "left": frame.left,
        "vanished": frame.vanished.iter().map(vanished).collect::<Vec<_>>(),
        "arrivals": frame.arrivals.iter().map(arrival).collect::<Vec<_>>(),
        "badges": frame.badges.iter().map(badge).collect::<Vec<_>>(),
        "events": frame.events.iter().map(event).collect::<Vec<_>>(),
        "you": frame.you,
        "pong": frame.pong,
    })
}

fn control_change(change: &ControlChange) -> Value {
    json!({ "ship": change.ship, "tick": u8::from(change.tick), "controls": change.controls })
}

fn shot(shot: &Shot) -> Value {
    json!({ "ship": shot.ship, "tick": u8::from(shot.tick), "bullet": shot.bullet, "spread": shot.spread.side() })
}

fn anchor(anchor: &Anchor) -> Value {
    json!({
        "entity": anchor.entity,
        "tick": u8::from(anchor.tick),
        "controls": anchor.controls,
        "motion": motion(&anchor.motion),
    })
}

fn vanished(vanished: &Vanished) -> Value {
    json!({ "entity": vanished.entity, "reason": vanished.reason })
}

fn badge(badge: &Badge) -> Value {
    json!({ "ship": badge.ship, "flags": badge.flags, "bounty": badge.bounty, "gear": badge.gear, "look": badge.look })
}

fn motion(motion: &Motion) -> Value {
    fields(motion)
}

fn arrival(arrival: &Arrival) -> Value {
    let mut value = match &arrival.detail {
        Detail::Ship {
            controls,
            player,
            name,
            flags,
            bounty,
            gear,
            look,
        } => json!({
            "controls": controls,
            "player": player,
            "name": name,
            "flags": flags,
            "bounty": bounty,
            "gear": gear,
            "look": look,
        }),
        Detail::Rock { seed, .. } => json!({ "seed": seed }),
        Detail::Plain { .. } => json!({}),
        Detail::Bullet { age_ticks } => json!({ "age_ticks": age_ticks }),
        Detail::Pickup { gives, left_ticks } => {
            json!({ "gives": pickup(*gives), "left_ticks": left_ticks })
        }
        Detail::Warp { seed, left_ticks } => json!({ "seed": seed, "left_ticks": left_ticks }),
    };
    value["entity"] = arrival.entity.into();
    value["kind"] = (arrival.detail.kind() as u8).into();
    value["motion"] = motion(&arrival.motion);
    value
}

fn event(event: &Event) -> Value {
    match event {
        Event::Hit { ship } => json!({ "type": "hit", "ship": ship }),
        Event::Score { points, kind } => {
            json!({ "type": "score", "points": points, "kind": *kind as u8 })
        }
        Event::Kill {
            killer,
            killer_name,
            victim,
            victim_name,
            weapon,
        } => json!({
            "type": "kill",
            "killer": killer,
            "killer_name": killer_name,
            "victim": victim,
            "victim_name": victim_name,
            "weapon": weapon,
        }),
        Event::Pickup { ship, gives } => {
            json!({ "type": "pickup", "ship": ship, "gives": pickup(*gives) })
        }
        Event::Jump {
            ship,
            from_x_m,
            from_y_m,
        } => json!({
            "type": "jump",
            "ship": ship,
            "from_x_m": from_x_m,
            "from_y_m": from_y_m,
        }),
    }
}

const fn pickup(kind: PickupKind) -> u8 {
    kind as u8
}
