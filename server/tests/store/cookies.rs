//! Who a browser is, whatever else is in its cookies.

use serde_json::json;
use tokio::time::timeout;

use crate::browser::{Browser, PATIENCE};
use crate::pilot::Pilot;
use crate::server::{Server, folder};

const PASSWORD: &str = "correct horse";

fn with(cookie: &str) -> Browser {
    Browser {
        cookie: Some(cookie.to_owned()),
        ..Browser::default()
    }
}

fn cookie(browser: &Browser) -> String {
    browser.cookie.clone().expect("a cookie")
}

fn token(browser: &Browser) -> String {
    let cookie = cookie(browser);
    cookie.split_once('=').expect("a value").1.to_owned()
}

#[tokio::test]
async fn two_games_on_one_host_keep_their_players_apart() {
    let (one, two) = (Server::start(&folder("one")), Server::start(&folder("two")));
    let at_one = Browser::at(one.address).await;
    let mut at_two = with(&cookie(&at_one));
    at_two.get(two.address, "/api/me").await;
    assert_ne!(
        token(&at_one),
        token(&at_two),
        "a stranger's cookie is none"
    );

    let both = format!("{}; {}", cookie(&at_one), cookie(&at_two));
    let claimed = with(&both).claim(one.address, "Ada", PASSWORD).await;
    assert_eq!(claimed.status, 200, "{}", claimed.body);
    let mut still = with(&both);
    still.get(two.address, "/api/me").await;
    assert_eq!(cookie(&still), cookie(&at_two), "nothing has changed there");
}

#[tokio::test]
async fn a_cookie_keeps_its_name_over_restarts() {
    let data = folder("cookie-name");
    let server = Server::start(&data);
    let before = cookie(&Browser::at(server.address).await);
    let server = server.restart(&data);
    let mut browser = with(&before);
    browser.get(server.address, "/api/me").await;
    assert_eq!(cookie(&browser), before);
}

#[tokio::test]
async fn who_has_a_cookie_of_the_old_name_is_the_same_player_under_the_new_one() {
    let server = Server::start(&folder("old-name"));
    let old = "player=00112233445566778899aabbccddeeff";
    let mut browser = with(old);
    let pilot = Pilot::join(server.address, &browser, "Ada").await;
    let scored = pilot.play_until(10).await;
    let stored = async {
        loop {
            let mut again = with(old);
            let me = again.get(server.address, "/api/me").await;
            if me["career"]["score"] == scored {
                break again;
            }
        }
    };
    let new = timeout(PATIENCE, stored).await.expect("it is stored");
    assert!(cookie(&new).starts_with("player-"), "{}", cookie(&new));
    assert_eq!(token(&new), token(&browser));

    let both = format!("{old}; {}", cookie(&new));
    browser = with(&both);
    browser.claim(server.address, "Ada", PASSWORD).await;
    let claimed = format!("{old}; {}", cookie(&browser));
    browser = with(&claimed);
    browser.post(server.address, "/api/logout", json!({})).await;
    let after = format!("{old}; {}", cookie(&browser));
    let me = with(&after).get(server.address, "/api/me").await;
    assert!(me["name"].is_null(), "{me}");
}

#[tokio::test]
async fn a_damaged_cookie_is_never_answered_by_a_new_player() {
    let server = Server::start(&folder("damaged"));
    let mut ada = Browser::at(server.address).await;
    ada.claim(server.address, "Ada", PASSWORD).await;
    let whole = cookie(&ada);
    let damaged = [
        &whole[..whole.len() - 1],
        &whole.replace('=', ""),
        &whole[..15],
    ];
    for damaged in damaged {
        let mut browser = with(damaged);
        let answer = browser.ask(server.address, "GET", "/api/me", None).await;
        assert_eq!(answer.status, 400, "{damaged}: {}", answer.body);
        assert!(
            !answer.head.contains("set-cookie"),
            "{damaged}: {}",
            answer.head
        );
        let answer = browser.claim(server.address, "Eve", PASSWORD).await;
        assert_eq!(answer.status, 400, "{damaged}: {}", answer.body);
        let pilot = Pilot::join(server.address, &browser, "Bob").await;
        assert_eq!(pilot.name, "Bob", "it plays all the same");
    }
    let mut again = with(damaged[0]);
    let answer = again.log_in(server.address, "Ada", PASSWORD).await;
    assert_eq!(answer.status, 200, "to log in is the way back");
    assert_ne!(cookie(&again), damaged[0]);
}

#[tokio::test]
async fn of_two_cookies_of_our_name_the_one_with_a_player_counts() {
    let server = Server::start(&folder("planted-too"));
    let mut ada = Browser::at(server.address).await;
    ada.claim(server.address, "Ada", PASSWORD).await;
    let own = cookie(&ada);
    let name = own.split_once('=').expect("a value").0;
    let other = format!("{name}=00112233445566778899aabbccddeeff");
    for both in [format!("{other}; {own}"), format!("{own}; {other}")] {
        let mut browser = with(&both);
        let me = browser.get(server.address, "/api/me").await;
        assert_eq!(me["name"], "Ada", "{both}");
        assert_eq!(cookie(&browser), own, "{both}");
        let pilot = Pilot::join(server.address, &with(&both), "").await;
        assert_eq!(pilot.name, "Ada", "{both}");
    }
}
