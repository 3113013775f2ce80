//! The scripts that a worker has compiled, which outlive a run.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rquickjs::{Ctx, FromJs};

use super::bytecode::{Bytecode, Origin};
use super::port::Port;

/// What outlives a run.
pub(super) struct Worker {
    pub(super) port: Port,
    pub(super) scripts: Scripts,
}

/// What this process has compiled.
#[derive(Default)]
pub(super) struct Scripts {
    /// Built-in scripts, by name.
    parts: HashMap<&'static str, Bytecode>,
    /// The tenant's, by version.
    pub(super) versions: HashMap<String, Bytecode>,
}

impl Scripts {
    /// The value of a built-in script, which is compiled once.
    pub(super) fn part<'js, V: FromJs<'js>>(
        &mut self,
        ctx: &Ctx<'js>,
        name: &'static str,
        source: &str,
    ) -> rquickjs::Result<V> {
        let compiled = match self.parts.entry(name) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                free.insert(Bytecode::compile(ctx, (name, source), Origin::BuiltIn)?)
            }
        };
        V::from_js(ctx, compiled.run(ctx)?)
    }
}
