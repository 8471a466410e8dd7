//! The file of settings, in TOML.

use std::ffi::OsString;
use std::path::Path;

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use super::{ConfigError, given, removed, text_file};

/// The settings in the file that neither a flag nor a variable gives, as flags.
pub fn flags(
    path: &Path,
    command: &Command,
    matches: &ArgMatches,
) -> Result<Vec<OsString>, ConfigError> {
    let wrong = |problem: String| ConfigError::WrongInFile {
        path: path.to_owned(),
        problem,
    };
    let text = text_file::read(path)?;
    let table: toml::Table = text
        .parse()
        .map_err(|error| wrong(describe(&error, &text)))?;
    let mut flags = Vec::new();
    for (key, value) in table {
        let setting = command
            .get_arguments()
            .find(|arg| arg.get_long() == Some(&key) && arg.get_env().is_some() && key != "config")
            .ok_or_else(|| wrong(unknown(&key)))?;
        let given = matches.value_source(setting.get_id().as_str());
        if matches!(
            given,
            Some(ValueSource::CommandLine | ValueSource::EnvVariable)
        ) {
            continue;
        }
        let takes_value = setting.get_action().takes_values();
        flags.extend(flag(&key, &value, takes_value).map_err(wrong)?);
    }
    Ok(flags)
}

fn unknown(key: &str) -> String {
    if let Some(advice) = removed::advice(&key.replace('_', "-")) {
        format!("the setting '{key}' was removed: {advice}")
    } else if key.contains('_') {
        let dashed = key.replace('_', "-");
        format!("there is no setting '{key}': is '{dashed}' meant?")
    } else {
        format!("there is no setting '{key}'")
    }
}

/// The flag that says the same; none for what is off.
fn flag(key: &str, value: &toml::Value, takes_value: bool) -> Result<Option<OsString>, String> {
    if let Some(problem) = value.as_str().and_then(given::problem) {
        return Err(format!("'{key}' {problem}"));
    }
    let flag = match value {
        toml::Value::Boolean(on) if !takes_value => on.then(|| format!("--{key}")),
        toml::Value::String(text) if takes_value => Some(format!("--{key}={text}")),
        toml::Value::Integer(number) if takes_value => Some(format!("--{key}={number}")),
        toml::Value::Float(number) if takes_value => Some(format!("--{key}={number}")),
        _ => return Err(format!("a {} is no value for '{key}'", value.type_str())),
    };
    Ok(flag.map(OsString::from))
}

/// A TOML error in one line.
fn describe(error: &toml::de::Error, text: &str) -> String {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line = before.map_or(1, |before| before.matches('\n').count() + 1);
    let written = text.lines().nth(line - 1).unwrap_or_default();
    let is_half = written
        .split('#')
        .next()
        .is_some_and(|it| it.trim_end().ends_with('='));
    if is_half {
        return format!("line {line}: nothing stands after the =");
    }
    let hint = if written.contains(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}', '\u{201e}']) {
        "; it has typographic quotes: write \" instead"
    } else {
        ""
    };
    format!("line {line}: {}{hint}", error.message().replace('\n', ", "))
}
