//! What to do about the reasons for which bots did not come in, or were cut off.

use asteroids_shared::protocol::CloseCode;

/// What a reason in a report means and asks for, if there is something to say.
pub fn advice(reason: &str) -> Option<String> {
    if let Some(code) = reason.strip_prefix("closed_") {
        let code: u16 = code.parse().ok()?;
        let code = CloseCode::ALL.into_iter().find(|it| it.code() == code)?;
        return Some(format!(
            "the server says \"{}\"{}",
            code.reason(),
            remedy(code)
        ));
    }
    let text = match reason {
        "refused_403" => {
            "a proxy refuses it, or its filter: the server refuses pages of others so, and bots are no pages"
        }
        "refused_429" => {
            "an address may open no more: raise --connections-per-address and \
             --joins-per-minute of the server, or name this machine in --uncapped"
        }
        "refused_503" => "the server is full, or short of memory or time",
        "broken (connection refused)" => "the server is gone",
        "timed_out" => "the server did not answer in time, or took nothing",
        "nonsense" => {
            "what answered was no message of this protocol: the server may be of another version"
        }
        _ => return None,
    };
    Some(text.to_owned())
}

const fn remedy(code: CloseCode) -> &'static str {
    match code {
        CloseCode::Version => ": build the load tester and the server from the same sources",
        CloseCode::Full => ": raise its --capacity",
        CloseCode::Elsewhere => ": give the other edges' --url as well",
        CloseCode::Kicked | CloseCode::Banned => ": lift the ban at /admin",
        CloseCode::Protocol
        | CloseCode::NotBinary
        | CloseCode::TooLarge
        | CloseCode::Internal
        | CloseCode::Malformed
        | CloseCode::HelloExpected
        | CloseCode::Flood
        | CloseCode::TooSlow
        | CloseCode::PingTimeout
        | CloseCode::Restarting
        | CloseCode::Busy
        | CloseCode::TakenOver => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_version_is_told_with_what_to_do() {
        let text = advice("closed_4000").expect("advice");
        assert!(text.contains("another protocol version"), "{text}");
        assert!(text.contains("from the same sources"), "{text}");
    }

    #[test]
    fn nothing_is_said_of_what_says_nothing() {
        for reason in ["closed_0", "closed_1000", "closed_x", "broken (other)", ""] {
            assert_eq!(advice(reason), None, "{reason}");
        }
    }
}
