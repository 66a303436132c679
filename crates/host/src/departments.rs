//! Opening the departments a command needs: baseline, packs, plugins. One that cannot be opened is a fault; the rest goes on.

use crate::{errors::Stop, faults, lock, messages::Wording, settings::Settings};
use changxiao_baseline::Baseline;
use changxiao_core::{
    count::{Item, Listing},
    day::Day,
    definition::{Pack, PackText},
    department::{About, Department, List},
    fault::{Fault, Place},
    id::Id,
    message::Message,
    native::OrganisationRecords,
    organisations::Organisations,
    tally::Tally,
    text::Text,
};
use changxiao_engine::{
    catalogue::{Catalogue, Contribution, SourceKind},
    consent::{Lock, Standing},
    natives::{Natives, nobody_runs},
    seal::digest,
};
use changxiao_loader::{Limits, Plugin, open_folder};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

/// The catalogue, the plugins that stand ready, and what was wrong.
pub(crate) struct Opened {
    /// All definitions.
    pub(crate) catalogue: Catalogue,
    /// The plugins.
    pub(crate) plugins: Plugins,
    /// What was wrong with definitions and plugins.
    pub(crate) faults: Vec<Fault>,
}

/// Plugins by namespace.
#[derive(Default)]
pub(crate) struct Plugins {
    by_namespace: BTreeMap<String, Plugin>,
    libraries: BTreeMap<String, String>,
}

impl Plugins {
    /// Digest of the library a source was opened from.
    pub(crate) fn library(&self, source: &str) -> Option<String> {
        self.libraries.get(source).cloned()
    }
}

impl Opened {
    /// Settles amendments that hold for a subtree only, now that the organisations are known; says what was wrong. Returns
    /// the number of faults.
    pub(crate) fn settle(&mut self, wording: &Wording, (organisations, as_of): (&Organisations, Day)) -> usize {
        let found = self.catalogue.settle(organisations, as_of);
        let count = faults::print(wording, "heading-scope-faults", &found);
        self.faults.extend(found);
        count
    }
}

/// Opens all departments of the settings, with the operator's consents. If those are required, nothing opens without.
pub(crate) fn open(settings: &Settings) -> anyhow::Result<Opened> {
    let lock = lock::read(settings)?;
    let opened = open_with(settings, lock.as_ref())?;
    let standings = opened.catalogue.standings().iter();
    let strays = standings.filter(|(_, standing)| !matches!(standing, Standing::Given(_)));
    let mut strays: Vec<String> = strays.map(|(namespace, _)| namespace.to_string()).collect();
    let partly = opened.faults.iter().filter(|fault| fault.message.key == "consent-not-to-this");
    strays.extend(partly.filter_map(|fault| fault.place.file.clone()));
    if settings.locked && !strays.is_empty() {
        let message = Message::new("locked-without-consent").with("departments", strays.join(", "));
        return Err(Stop::new(message).hint(Message::new("hint-locked")).into());
    }
    Ok(opened)
}

/// The same as if there were no lock: to see what one would consent to.
pub(crate) fn open_with(settings: &Settings, lock: Option<&Lock>) -> anyhow::Result<Opened> {
    let named = settings.packs.iter().chain(&settings.plugins).chain(&settings.schemes).cloned();
    let baseline_folder = Some(PathBuf::from(&settings.baseline)).filter(|folder| !folder.as_os_str().is_empty());
    if let Some(missing) = named.chain(baseline_folder).find(|path| !path.exists()) {
        return Err(Stop::new(Message::new("no-such-path").with("path", missing.display().to_string())).into());
    }
    let mut faults = Vec::new();
    let (contract, kind_faults) = match changxiao_registers::contract() {
        Ok(contract) => (contract, Vec::new()),
        Err(faults) => (changxiao_core::contract::Contract::default(), faults),
    };
    faults.extend(kind_faults);
    let mut contributions = vec![baseline(settings, &mut faults)];
    for folder in &settings.packs {
        match open_folder(folder) {
            Ok(pack) => contributions.push(contribution(&pack, (&name(folder), SourceKind::Pack), &mut faults)),
            Err(found) => faults.extend(found),
        }
    }
    schemes(settings, &mut contributions, &mut faults);
    let mut plugins = Plugins::default();
    for library in libraries(&settings.plugins, &mut faults) {
        contributions.extend(plugin(settings, &library, (&mut plugins, &mut faults))?);
    }
    let (catalogue, found) = match lock {
        Some(lock) => Catalogue::with_lock(contract, contributions, lock),
        None => Catalogue::new(contract, contributions),
    };
    faults.extend(found);
    Ok(Opened { catalogue, plugins, faults })
}

/// The catalogue of one side of a comparison: folders and libraries joined by commas, or `baseline` for the one inside the
/// program. A folder in the baseline's namespace is a baseline.
pub(crate) fn side(settings: &Settings, text: &str) -> anyhow::Result<Opened> {
    let mut faults = Vec::new();
    let contract = changxiao_registers::contract().unwrap_or_default();
    let (mut contributions, mut plugins) = (Vec::new(), Plugins::default());
    let own = Baseline.about().namespace;
    for part in text.split(',').map(str::trim) {
        let path = Path::new(part);
        if part == own.as_str() {
            contributions.push(contribution(&Baseline, ("config/baseline", SourceKind::Baseline), &mut faults));
        } else if path.is_dir() {
            match open_folder(path) {
                Ok(pack) => {
                    let kind = if pack.about().namespace == own { SourceKind::Baseline } else { SourceKind::Pack };
                    contributions.push(contribution(&pack, (part, kind), &mut faults));
                }
                Err(found) => faults.extend(found),
            }
        } else if path.exists() {
            contributions.extend(plugin(settings, path, (&mut plugins, &mut faults))?);
        } else {
            let stop = Stop::new(Message::new("no-such-path").with("path", part));
            return Err(stop.hint(Message::new("hint-side")).into());
        }
    }
    // Without a baseline nobody can tell whether amendments would hold, so only what is written is compared.
    let has_baseline = contributions.iter().any(|one| one.kind == SourceKind::Baseline);
    let (catalogue, found) = Catalogue::new(contract, contributions);
    faults.extend(found.into_iter().filter(|_| has_baseline));
    faults.retain(|fault| fault.message.key != "formalism-without-sponsor");
    Ok(Opened { catalogue, plugins, faults })
}

fn baseline(settings: &Settings, faults: &mut Vec<Fault>) -> Contribution {
    if !settings.baseline.is_empty() {
        match open_folder(Path::new(&settings.baseline)) {
            Ok(pack) => return contribution(&pack, (&settings.baseline, SourceKind::Baseline), faults),
            Err(found) => faults.extend(found),
        }
    }
    contribution(&Baseline, ("config/baseline", SourceKind::Baseline), faults)
}

fn contribution(
    department: &impl Department,
    (source, kind): (&str, SourceKind),
    faults: &mut Vec<Fault>,
) -> Contribution {
    let mut list = List::default();
    department.register(&mut list);
    faults.extend(list.faults().iter().cloned());
    Contribution {
        pack: list.pack_of(department.about()),
        texts: list.texts().to_vec(),
        source: source.to_owned(),
        kind,
    }
}

/// Schemes in files of their own: each belongs to the department of its namespace, or is one by itself. Of a scheme that
/// the department has too the file is taken: it is being worked on.
fn schemes(settings: &Settings, contributions: &mut Vec<Contribution>, faults: &mut Vec<Fault>) {
    for path in toml_files(&settings.schemes, faults) {
        let text = match fs::read_to_string(&path) {
            Ok(text) => PackText::new(&name(&path), &text),
            Err(error) => {
                faults.push(Fault::new(Place::file(name(&path)), Message::said(error.to_string())));
                continue;
            }
        };
        let (pack, found) = text.read();
        faults.extend(found);
        for scheme in pack.schemes {
            let namespace = scheme.id.namespace();
            let of = |one: &Contribution| one.pack.about.as_ref().is_some_and(|about| about.namespace == namespace);
            let place = contributions.iter().position(of).unwrap_or_else(|| {
                let own = Text::new(namespace.as_str(), namespace.as_str());
                let pack = Pack { about: Some(About::new(namespace.as_str(), own)), ..Pack::default() };
                contributions.push(Contribution {
                    pack,
                    texts: Vec::new(),
                    source: name(&path),
                    kind: SourceKind::Pack,
                });
                contributions.len() - 1
            });
            let Some(contribution) = contributions.get_mut(place) else { continue };
            contribution.pack.schemes.retain(|known| known.id != scheme.id);
            contribution.pack.schemes.push(scheme);
            if !contribution.texts.iter().any(|known| known.file == text.file) {
                contribution.texts.insert(0, text.clone());
            }
        }
    }
}

/// The TOML files named, and those in folders named; sorted, each once.
fn toml_files(paths: &[PathBuf], faults: &mut Vec<Fault>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        match fs::read_dir(path) {
            Ok(entries) => {
                let found = entries.filter_map(Result::ok).map(|entry| entry.path());
                files.extend(found.filter(|file| file.extension().is_some_and(|extension| extension == "toml")));
            }
            Err(error) => faults.push(Fault::new(Place::file(name(path)), Message::said(error.to_string()))),
        }
    }
    files.sort();
    files.dedup();
    files
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

/// The libraries named, and those in folders named; sorted, each once.
fn libraries(paths: &[PathBuf], faults: &mut Vec<Fault>) -> Vec<PathBuf> {
    let mut libraries = Vec::new();
    for path in paths {
        if !path.is_dir() {
            libraries.push(path.clone());
            continue;
        }
        match fs::read_dir(path) {
            Ok(entries) => {
                let found = entries.filter_map(Result::ok).map(|entry| entry.path());
                libraries.extend(found.filter(|file| file.extension().is_some_and(|extension| extension == "so")));
            }
            Err(error) => faults.push(Fault::new(Place::file(name(path)), Message::said(error.to_string()))),
        }
    }
    libraries.sort();
    libraries.dedup();
    libraries
}

fn plugin(
    settings: &Settings,
    library: &Path,
    (plugins, faults): (&mut Plugins, &mut Vec<Fault>),
) -> anyhow::Result<Option<Contribution>> {
    let program = std::env::current_exe()?;
    let memory = settings.isolation.memory_limit_mebibytes.checked_mul(1 << 20);
    let time = Duration::from_secs(settings.isolation.time_limit_seconds);
    let limits = Limits { time, memory, ..Limits::default() };
    match Plugin::open(&program, library, limits) {
        Ok((plugin, description)) => {
            let source = library.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let inside = |file: &str| format!("{source} · {file}");
            let place = |mut fault: Fault| {
                let inner = fault.place.file.take();
                fault.place.file = Some(inner.map_or_else(|| source.clone(), |file| inside(&file)));
                fault
            };
            faults.extend(description.faults.into_iter().map(place));
            let texts = description.texts.iter().map(|text| PackText::new(&inside(&text.file), &text.text)).collect();
            let Some(pack) = description.pack else { return Ok(None) };
            if let Ok(bytes) = fs::read(library) {
                plugins.libraries.insert(source.clone(), digest(&bytes));
            }
            plugins.by_namespace.insert(plugin.name().to_owned(), plugin);
            Ok(Some(Contribution { pack, texts, source, kind: SourceKind::Plugin }))
        }
        Err(fault) => {
            faults.push(fault);
            Ok(None)
        }
    }
}

impl Natives for Plugins {
    fn tally(
        &mut self,
        indicator: &Id,
        records: &OrganisationRecords,
        listing: Listing,
    ) -> Result<(Tally, Vec<Item>), Fault> {
        let Some(plugin) = self.by_namespace.get_mut(indicator.namespace().as_str()) else {
            return Err(nobody_runs(indicator));
        };
        match plugin.tally(indicator, records, listing) {
            Ok(counted) => Ok((counted.tally, counted.items)),
            Err(cause) => Err(plugin.fault(indicator, &cause)),
        }
    }

    fn tallies(
        &mut self,
        indicator: &Id,
        records: &mut dyn Iterator<Item = OrganisationRecords>,
        told: &mut dyn FnMut(Result<Tally, Fault>),
    ) {
        match self.by_namespace.get_mut(indicator.namespace().as_str()) {
            Some(plugin) => plugin.tallies(indicator, records, told),
            None => records.for_each(|_| told(Err(nobody_runs(indicator)))),
        }
    }

    fn ended(&self, indicator: &Id) -> Option<Fault> {
        let plugin = self.by_namespace.get(indicator.namespace().as_str())?;
        plugin.ended().get(indicator).map(|cause| plugin.fault(indicator, cause))
    }
}
