//! Packs: folders of data files.

use changxiao_core::{
    definition::Pack,
    department::{Department, List},
    fault::{Fault, Place},
    message::Message,
};
use changxiao_loader::open_folder;
use std::{fs, path::Path};

fn listed(folder: &Path) -> (Pack, Vec<Fault>) {
    let department = open_folder(folder).unwrap();
    let mut list = List::default();
    department.register(&mut list);
    (list.pack_of(department.about()), list.faults().to_vec())
}

#[test]
fn the_example_pack_is_the_plugin_without_its_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/packs/example");
    let (pack, faults) = listed(&folder);
    assert_eq!(faults, []);
    let (_, description) = crate::built::open("changxiao_plugin_example");
    let plugin = Pack { natives: Vec::new(), ..description.pack.unwrap() };
    assert_eq!(pack, plugin);
}

#[test]
fn every_fault_of_a_pack_is_collected() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let place = |name: &str| Place::file(at(name).display().to_string());
    fs::create_dir_all(at("a/deep")).unwrap();
    let about = "[about]\nnamespace = \"harbour\"\nname = { zh = \"港\", en = \"Harbour\" }\n";
    fs::write(at("pack.toml"), about).unwrap();
    fs::write(at("README.md"), "not a definition").unwrap();
    fs::write(at("a/again.toml"), about).unwrap();
    fs::write(at("a/deep/latin.toml"), b"# \xe9\n").unwrap();
    fs::write(at("a/deep/unknown.toml"), "\n[[mechanisms]]\n").unwrap();
    std::os::unix::fs::symlink(folder.path(), at("z")).unwrap();
    let (pack, faults) = listed(folder.path());
    assert_eq!(pack.about.unwrap().namespace.as_str(), "harbour");
    let nearest = Message::new("hint-nearest").with("name", "mechanism");
    let unknown = Message::new("definition-unknown-key").with("key", "mechanisms");
    let expected = [
        Fault::new(place("a/deep/unknown.toml").at_row(2).in_column("mechanisms"), unknown).hint(nearest),
        Fault::new(place("a/again.toml"), Message::new("pack-second-about")).hint(Message::new("hint-pack-about")),
        Fault::new(place("a/deep/latin.toml"), Message::new("pack-not-utf-8")),
        Fault::new(place("z"), Message::new("pack-linked-folder")),
    ];
    let unquoted = |mut fault: Fault| {
        fault.place.quote = None;
        fault
    };
    assert_eq!(faults.into_iter().map(unquoted).collect::<Vec<_>>(), expected);
}

#[test]
fn a_folder_that_is_no_pack() {
    let folder = tempfile::tempdir().unwrap();
    let place = || Place::file(folder.path().join("pack.toml").display().to_string());
    let unsaid = || Fault::new(place(), Message::new("pack-without-about")).hint(Message::new("hint-pack-about"));
    assert_eq!(open_folder(folder.path()).unwrap_err(), [unsaid()]);
    fs::write(folder.path().join("pack.toml"), "").unwrap();
    assert_eq!(open_folder(folder.path()).unwrap_err(), [unsaid()]);
    let text = Message::new("pack-unreadable").with("text", "No such file or directory (os error 2)");
    let fault = Fault::new(Place::file("/no/such/pack/pack.toml"), text);
    assert_eq!(open_folder("/no/such/pack".as_ref()).unwrap_err(), [fault]);
}
