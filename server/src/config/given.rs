//! What is wrong with a setting before it is looked at: the traces that
//! systems, editors and shells leave in what people write.

use std::ffi::{OsStr, OsString};

use clap::Command;

use super::{ConfigError, removed};

const QUOTES: [(char, char); 6] = [
    ('"', '"'),
    ('\'', '\''),
    ('\u{201c}', '\u{201d}'),
    ('\u{2018}', '\u{2019}'),
    ('\u{ab}', '\u{bb}'),
    ('\u{201e}', '\u{201c}'),
];
/// Hyphens and dashes that are no `-`.
const DASHES: [char; 8] = [
    '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}', '\u{fe63}',
];
/// What shows nothing and is no white space.
const INVISIBLE: [char; 5] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];

/// What is wrong with a value, and what to do, if something is.
pub fn problem(value: &str) -> Option<&'static str> {
    let is_blank = |c: char| c.is_whitespace() || INVISIBLE.contains(&c);
    if value.ends_with('\r') {
        return Some(
            "ends with a carriage return: save the file that sets it with the line ends of Unix",
        );
    }
    if value.contains(char::is_control) {
        return Some("has a control character in it: write it anew");
    }
    if value.starts_with(is_blank) || value.ends_with(is_blank) {
        return Some("begins or ends with white space or something invisible: leave that out");
    }
    let is_quoted = QUOTES.iter().any(|&(open, close)| {
        let inside = value.strip_prefix(open);
        inside.is_some_and(|inside| inside.ends_with(close))
    });
    is_quoted.then_some("has quotes around it that are part of it: leave them out")
}

/// Refuses arguments and variables with something wrong in them.
pub fn check(args: &[OsString], command: &Command) -> Result<(), ConfigError> {
    let mut named = "the argument".to_owned();
    for arg in args.iter().skip(1) {
        // A path may be no text.
        let Some(text) = arg.to_str() else { continue };
        if text.starts_with(DASHES) {
            return Err(refused(
                text,
                "begins with a dash that is none: write - or --",
            ));
        }
        let (flag, value) = match text.split_once('=') {
            Some((flag, value)) if flag.starts_with('-') => (flag, value),
            _ => (named.as_str(), text),
        };
        let name = text.split('=').next().unwrap_or_default();
        if let Some(advice) = name.strip_prefix("--").and_then(removed::advice) {
            return Err(ConfigError::Removed(name.to_owned(), advice));
        }
        if let Some(problem) = problem(value) {
            return Err(refused(flag, problem));
        }
        named = if text.starts_with('-') {
            text
        } else {
            "the argument"
        }
        .to_owned();
    }
    for variable in command.get_arguments().filter_map(clap::Arg::get_env) {
        check_variable(variable)?;
    }
    Ok(())
}

fn check_variable(name: &OsStr) -> Result<(), ConfigError> {
    let value = std::env::var_os(name);
    match value.as_deref().and_then(OsStr::to_str).and_then(problem) {
        Some(problem) => Err(refused(&name.to_string_lossy(), problem)),
        None => Ok(()),
    }
}

fn refused(setting: &str, problem: &'static str) -> ConfigError {
    ConfigError::Strange {
        setting: setting.to_owned(),
        problem,
    }
}
