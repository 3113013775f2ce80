//! Which file imports which, by the file that defines a name: an import of `crate::flows::Ctx` is an import of
//! `flows/ctx.rs`, whatever `mod.rs` re-exports it. A module that is only declared (`mod x;`) is not imported.

use std::collections::{BTreeMap, BTreeSet};

use super::paths;

/// The imports among some nodes: files, or folders of them.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

/// The sources of a crate by module: `flows::ctx` for the place `flows/ctx`, `flows` for `flows/mod`.
pub struct Modules {
    /// What `crate` stands for: nothing in the program, and its name in a crate that is a room.
    root: &'static str,
    all: BTreeMap<String, Module>,
}

struct Module {
    place: String,
    /// Every path in the file, tests inside it left out.
    paths: Vec<String>,
    /// What `use` brings into the module: the name, and the path that it stands for.
    names: BTreeMap<String, String>,
    /// Paths of which everything is imported.
    globs: Vec<String>,
}

impl Modules {
    /// Reads sources by place. The places of a crate that is a room begin with its name, the `root`.
    pub fn read(root: &'static str, sources: &[(String, String)]) -> Self {
        let module =
            |(place, text): &(String, String)| (module_of(place), Module::read(place, text));
        let all = sources.iter().map(module).collect();
        Self { root, all }
    }

    /// The imports among the files below `room`.
    pub fn files(&self, room: &str) -> Graph {
        let is_in = |place: &str| place.split('/').next() == Some(room);
        let own = self.all.values().filter(|module| is_in(&module.place));
        own.map(|module| {
            let mut targets = self.imports_of(&module.place);
            targets.retain(|place| is_in(place));
            (module.place.clone(), targets)
        })
        .collect()
    }

    /// The files that the file of `place` imports.
    pub fn imports_of(&self, place: &str) -> BTreeSet<String> {
        let name = module_of(place);
        let Some(module) = self.all.get(&name) else {
            return BTreeSet::new();
        };
        let paths = module.paths.iter().chain(&module.globs);
        let targets = paths.filter_map(|path| self.definer(&name, path, 0));
        targets.filter(|target| target != place).collect()
    }

    /// The imports among the folders, and single files, directly below `room`.
    pub fn sub_rooms(&self, room: &str) -> Graph {
        let sub_room = |place: &str| place.split('/').take(2).collect::<Vec<_>>().join("/");
        let mut graph = Graph::new();
        for (file, targets) in self.files(room) {
            let own = sub_room(&file);
            let targets = targets.iter().map(|target| sub_room(target));
            let targets: Vec<_> = targets.filter(|target| *target != own).collect();
            graph.entry(own).or_default().extend(targets);
        }
        graph
    }

    /// The place of the file that defines what `path` names in the module `from`; `None` for what is not of this crate,
    /// and for a path that ends at a module: the paths that go on from there are imports of their own.
    fn definer(&self, from: &str, path: &str, depth: usize) -> Option<String> {
        let absolute = self.absolute(from, path)?;
        let segments: Vec<&str> = absolute.split("::").collect();
        let inside = (1..=segments.len())
            .rev()
            .find(|n| self.all.contains_key(&segments[..*n].join("::")))?;
        // A module and an item may share a name, as in `pub use redeem::redeem`: then the item is meant.
        let is_both = inside == segments.len() && self.is_used(&absolute);
        let inside = if is_both { inside - 1 } else { inside };
        let module = segments[..inside].join("::");
        let found = &self.all[&module];
        let item = segments.get(inside)?;
        if *item == "self" {
            return None;
        }
        if depth < 8 {
            let rest = segments[inside + 1..].join("::");
            if let Some(known) = found.names.get(*item)
                && *known != format!("{module}::{item}")
            {
                let next = if rest.is_empty() {
                    known.clone()
                } else {
                    format!("{known}::{rest}")
                };
                return self.definer(&module, &next, depth + 1);
            }
        }
        Some(found.place.clone())
    }

    /// Whether the parent module has a `use` of an item under the module's own name.
    fn is_used(&self, module: &str) -> bool {
        let names = |(parent, name): (&str, &str)| self.all.get(parent)?.names.get(name);
        let known = module.rsplit_once("::").and_then(names);
        let name = module.rsplit("::").next().unwrap_or(module);
        known.is_some_and(|path| path.ends_with(&format!("{name}::{name}")))
    }

    /// The path from the root of the crate.
    fn absolute(&self, from: &str, path: &str) -> Option<String> {
        let (first, rest) = path.split_once("::").unwrap_or((path, ""));
        let join = |base: &str| match (base.is_empty(), rest.is_empty()) {
            (true, _) => rest.to_owned(),
            (_, true) => base.to_owned(),
            _ => format!("{base}::{rest}"),
        };
        match first {
            "crate" => Some(join(self.root)),
            "self" => Some(join(from)),
            "super" => {
                let parent = from.rsplit_once("::").map_or("", |(parent, _)| parent);
                match rest.starts_with("super") {
                    true => self.absolute(parent, rest),
                    false => Some(join(parent)),
                }
            }
            name => {
                let child = format!("{from}::{name}");
                if self.all.contains_key(&child) {
                    return Some(join(&child));
                }
                let known = self.all.get(from)?.names.get(name)?;
                // `use a::b` where `b` is written again as `b::c`; a name that stands for itself leads nowhere.
                let known = (known != path).then_some(known)?;
                let base = match known.split("::").next() {
                    Some("crate" | "self" | "super") => self.absolute(from, known)?,
                    Some(other) if other != name => self.absolute(from, known)?,
                    _ => return None,
                };
                Some(join(&base))
            }
        }
    }
}

fn module_of(place: &str) -> String {
    let stem = ["/mod", "/lib"]
        .iter()
        .find_map(|end| place.strip_suffix(end));
    let module = stem.unwrap_or(place);
    module.replace('/', "::")
}

impl Module {
    fn read(place: &str, text: &str) -> Self {
        let text = match text.find("#[cfg(test)]\nmod tests {") {
            Some(at) => &text[..at],
            None => text,
        };
        let (mut names, mut globs) = (BTreeMap::new(), vec![]);
        for statement in statements(text) {
            for (path, name) in used(&statement, "") {
                match name.as_str() {
                    "*" => globs.push(path),
                    _ => drop(names.insert(name, path)),
                }
            }
        }
        Self {
            place: place.to_owned(),
            paths: paths(text),
            names,
            globs,
        }
    }
}

/// What follows `use` in each statement, without white space.
fn statements(text: &str) -> Vec<String> {
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n");
    let mut found = vec![];
    let mut rest = code.as_str();
    while let Some(at) = rest.find("use ") {
        let is_statement = rest[..at].is_empty()
            || rest[..at].ends_with('\n')
            || rest[..at].ends_with(") ")
            || rest[..at].ends_with("pub ");
        rest = &rest[at + 4..];
        let Some(end) = rest.find(';').filter(|_| is_statement) else {
            continue;
        };
        found.push(rest[..end].split_whitespace().collect::<Vec<_>>().join(" "));
        rest = &rest[end..];
    }
    found
}

/// The paths of a `use` tree, each with the name that it gets.
fn used(tree: &str, prefix: &str) -> Vec<(String, String)> {
    let tree = tree.trim();
    if let Some(at) = tree.find('{') {
        let prefix = format!("{prefix}{}", &tree[..at]);
        let inner = &tree[at + 1..tree.rfind('}').unwrap_or(tree.len())];
        return parts(inner)
            .iter()
            .flat_map(|part| used(part, &prefix))
            .collect();
    }
    let (path, alias) = tree
        .split_once(" as ")
        .map_or((tree, None), |(p, a)| (p, Some(a)));
    let path = format!("{prefix}{path}");
    let path = path.strip_suffix("::self").unwrap_or(&path).to_owned();
    let last = path.rsplit("::").next().unwrap_or(&path).to_owned();
    if tree.is_empty() {
        return vec![];
    }
    vec![(path, alias.map_or(last, str::to_owned))]
}

/// The parts between commas that stand in no inner braces.
fn parts(text: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0_usize);
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match (c, depth, parts.last_mut()) {
            (',', 0, _) => parts.push(String::new()),
            (_, _, Some(part)) => part.push(c),
            (_, _, None) => {}
        }
    }
    parts
}

/// The groups of nodes that import one another in circles.
pub fn knots(graph: &Graph) -> Vec<BTreeSet<String>> {
    let reach: BTreeMap<&String, BTreeSet<&String>> = graph
        .keys()
        .map(|node| (node, reachable(graph, node)))
        .collect();
    let mut found: Vec<BTreeSet<String>> = vec![];
    for (node, targets) in &reach {
        let in_knot = targets.contains(node) && !found.iter().any(|knot| knot.contains(*node));
        if in_knot {
            let back = |other: &&&String| reach.get(**other).is_some_and(|t| t.contains(node));
            let knot = targets.iter().filter(back);
            found.push(knot.map(|other| (*other).clone()).collect());
        }
    }
    found
}

fn reachable<'g>(graph: &'g Graph, from: &String) -> BTreeSet<&'g String> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&String> = graph.get(from).into_iter().flatten().collect();
    while let Some(next) = open.pop() {
        if found.insert(next) {
            open.extend(graph.get(next).into_iter().flatten());
        }
    }
    found
}
