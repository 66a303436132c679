//! The manual of schemes, in both languages: every example in it is checked or tried as it stands there.
//!
//! A block ```` ```toml ```` is a whole file of schemes; `toml part` is a part of a scheme, `toml atom` atoms of an item with 10
//! points: both are put into a frame. `toml cards` are cards for the block above.

use crate::program::{Bench, root};
use std::fs;

/// A block of a manual: the line on which it begins, what it is, and its text.
#[derive(Debug)]
struct Block {
    line: usize,
    kind: String,
    text: String,
}

const SCHEME: &str = "[[scheme]]\nid = \"manual/part\"\nname = \"手册片段\"\nby = \"office\"\n\n";
const ASSESSOR: &str = "\n[[scheme.assessor]]\nid = \"office\"\nname = \"考评办公室\"\n";
const ITEM: &str = "\n[[scheme.item]]\nid = \"1\"\nname = \"考评内容\"\n";
const POINTS: &str =
    "points = 100\natom = [{ id = \"a\", name = \"得分\", from = { ask = { least = 0, most = 100 } } }]\n";

fn blocks(manual: &str) -> Vec<Block> {
    let text = fs::read_to_string(root().join("docs").join(manual)).unwrap();
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    for (place, line) in text.lines().enumerate() {
        match &mut open {
            None => {
                open = line.strip_prefix("```").map(|kind| Block {
                    line: place + 1,
                    kind: kind.trim().to_owned(),
                    text: String::new(),
                });
            }
            Some(_) if line == "```" => found.extend(open.take()),
            Some(block) => block.text.extend([line, "\n"]),
        }
    }
    assert!(open.is_none(), "{manual}: a block has no end");
    found.retain(|block| block.kind.starts_with("toml"));
    found
}

/// The file of schemes that a block makes; of cards, none.
fn framed(block: &Block) -> Option<String> {
    let text = &block.text;
    match block.kind.as_str() {
        "toml" => Some(text.clone()),
        "toml atom" => Some(format!("{SCHEME}{ITEM}points = 10\natom = [\n{text}]\n{ASSESSOR}")),
        "toml part" if text.contains("[[scheme.item]]") => Some(format!("{SCHEME}{text}{ASSESSOR}")),
        "toml part" => Some(format!("{SCHEME}{text}{ITEM}{POINTS}{ASSESSOR}")),
        "toml cards" => None,
        other => panic!("line {}: `{other}` is no kind of block", block.line),
    }
}

#[test]
fn every_example_of_the_manual_is_a_scheme_that_can_be_used() {
    let bench = Bench::new();
    let blocks = blocks("SCHEMES.md");
    assert!(blocks.len() > 80, "only {} blocks were found", blocks.len());
    for block in &blocks {
        let command = match framed(block) {
            Some(scheme) => {
                bench.write("scheme.toml", scheme);
                "scheme check scheme.toml"
            }
            None => {
                bench.write("cards.toml", &block.text);
                "scheme try scheme.toml cards.toml"
            }
        };
        let output = bench.run(&format!("--lang en {command}"));
        assert_eq!(output.code, 0, "docs/SCHEMES.md:{}\n{}{}", block.line, output.stdout, output.stderr);
    }
}

#[test]
fn both_manuals_have_the_same_examples() {
    let texts = |manual: &str| -> Vec<(String, String)> {
        blocks(manual).into_iter().map(|block| (block.kind, block.text)).collect()
    };
    let (english, chinese) = (texts("SCHEMES.md"), texts("SCHEMES.zh-CN.md"));
    for (one, other) in english.iter().zip(&chinese) {
        assert_eq!(one, other);
    }
    assert_eq!(english.len(), chinese.len());
}

#[test]
fn a_wrong_expectation_on_a_card_does_not_go_unseen() {
    let bench = Bench::new();
    let blocks = blocks("SCHEMES.md");
    let (scheme, cards) = blocks.iter().zip(blocks.iter().skip(1)).find(|(_, next)| next.kind == "toml cards").unwrap();
    bench.write("scheme.toml", framed(scheme).unwrap());
    bench.write("cards.toml", cards.text.replace("score = \"24\"", "score = \"25\""));
    assert_eq!(bench.run("scheme try scheme.toml cards.toml").code, 1);
}
