//! The commands, one file each.
//!
//! In: what was typed. Out: data on standard output, remarks and progress on standard error, and an
//! exit code: 0 success, 1 nothing found, 2 error. Printing lives only here.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the module that prints")]

mod agree;
mod args;
mod code;
mod codebook;
mod coverage;
mod learn;
mod indexing;
mod kwic;
mod list;
mod mark;
mod progress;
mod reading;
mod repeats;
mod report;
mod sample;
mod search;
mod show;
mod texts;
mod trace;
mod workspace;

use args::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

/// What a command that ran came to.
enum Found {
    /// There was something to print or write.
    Something,
    /// Nothing was found; exit code 1.
    Nothing,
}

/// Runs the command that was typed and says how it went by the exit code.
pub fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(Found::Something) => ExitCode::SUCCESS,
        Ok(Found::Nothing) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("refrain: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> anyhow::Result<Found> {
    match command {
        Command::Report(arguments) => report::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Code(arguments) => code::run(&arguments),
        Command::Codebook(arguments) => codebook::run(&arguments),
        Command::Learn(arguments) => learn::run(&arguments),
        Command::Repeats(arguments) => repeats::run(&arguments),
        Command::Trace(arguments) => trace::run(&arguments),
        Command::Coverage(arguments) => coverage::run(&arguments),
        Command::Sample(arguments) => sample::run(&arguments),
        Command::Agree(arguments) => agree::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Kwic(arguments) => kwic::run(&arguments),
        Command::Mark(arguments) => mark::run(&arguments),
        Command::Worker { stack_kib } => {
            crate::extract::work(stack_kib).map(|()| Found::Something).map_err(Into::into)
        }
    }
}

/// Whether the reader of our output went away, as `head` does: not an error.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let plain = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = || cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        plain.or_else(json) == Some(std::io::ErrorKind::BrokenPipe)
    })
}
