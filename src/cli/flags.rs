//! A flag for each key of the configuration, made from the table of keys.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches, value_parser};

use crate::config::{CONFIG_VARIABLE, Flags, KEYS, Key, KeyKind};

const HEADING: &str = "Configuration";

/// The configuration flags of the command line.
pub struct ConfigurationFlags {
    pub config: Option<PathBuf>,
    pub flags: Flags,
}

impl Args for ConfigurationFlags {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new("config")
            .long("config")
            .value_name("PATH")
            .value_parser(value_parser!(PathBuf))
            .help(format!("The configuration file [env: {CONFIG_VARIABLE}]"))
            .help_heading(HEADING)
            .global(true);
        command.arg(file).args(KEYS.iter().filter_map(argument))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for ConfigurationFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let with_flags = KEYS.iter().filter(|key| key.flag().is_some());
        let given = |key: &Key| Some((key.name, matches.get_one::<String>(key.name)?.clone()));
        Ok(Self {
            config: matches.get_one::<PathBuf>("config").cloned(),
            flags: with_flags.filter_map(given).collect(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn argument(key: &'static Key) -> Option<Arg> {
    let default = (key.default.filter(|d| !d.is_empty()))
        .map_or(String::new(), |d| format!(" [default: {d}]"));
    let argument = Arg::new(key.name)
        .long(key.flag()?)
        .value_name("VALUE")
        .help(format!(
            "{}{default} [env: {}]",
            key.meaning,
            key.variable()
        ))
        .help_heading(HEADING)
        .global(true);
    Some(match key.kind {
        KeyKind::Switch => argument
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true"),
        _ => argument,
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::super::command::Arguments;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
