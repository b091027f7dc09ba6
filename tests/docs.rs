//! What the pages say of the tests is so.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs::{read_dir, read_to_string};
use std::path::Path;

#[test]
fn every_test_that_the_page_on_security_names_exists() {
    let root = env!("CARGO_MANIFEST_DIR");
    let page = read_to_string(format!("{root}/docs/security.md")).unwrap();
    let cells = page.lines().filter(|line| line.starts_with('|')).flat_map(|line| line.split(['|']));
    let named = cells
        .flat_map(|cell| cell.split("<br>"))
        .filter_map(|name| name.trim().strip_prefix('`')?.split_once("` "));
    let mut found = 0;
    for (file, test) in named {
        let source = read_to_string(format!("{root}/tests/{file}")).expect(file);
        assert!(source.contains(&format!("fn {test}(")), "{file} has no test {test}");
        found += 1;
    }
    assert!(found > 100, "the page names {found} tests");
}

#[test]
fn the_page_on_refusals_has_every_reason() {
    let root = env!("CARGO_MANIFEST_DIR");
    let page = read_to_string(format!("{root}/docs/debug.md")).unwrap();
    let source = read_to_string(format!("{root}/src/error.rs")).unwrap();
    let (_, behind) = source.split_once("pub enum Error {").unwrap();
    let (arms, _) = behind.split_once("\n}").unwrap();
    let is_name = |line: &&str| line.starts_with(|first: char| first.is_ascii_uppercase());
    let names: Vec<_> = arms
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(is_name)
        .filter_map(|line| line.split(|other: char| !other.is_ascii_alphanumeric()).next())
        .collect();
    let told: Vec<_> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .map(|(name, _)| name)
        .filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))
        .collect();
    assert_eq!(told, names);
}

#[test]
fn the_tables_of_features_have_all_of_them() {
    let root = env!("CARGO_MANIFEST_DIR");
    let manifest = read_to_string(format!("{root}/Cargo.toml")).unwrap();
    let (_, behind) = manifest.split_once("[features]").unwrap();
    let (features, _) = behind.split_once("\n[").unwrap();
    let names = features.lines().filter_map(|line| Some(line.split_once(" = [")?.0));
    // Typed events have one row.
    let is_told =
        |name: &&str| *name != "default" && (!name.starts_with("events-") || *name == "events-github");
    let names: Vec<_> = names.filter(is_told).collect();
    for file in ["README.md", "src/lib.rs"] {
        let text = read_to_string(format!("{root}/{file}")).unwrap();
        let (_, behind) = text.split_once("None is on by default.").unwrap();
        let rows = behind.lines().map(|line| line.trim_start_matches("//! "));
        let rows = rows.skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
        let told: Vec<_> = rows.filter_map(|row| row.strip_prefix("| `")?.split('`').next()).collect();
        assert_eq!(told, names, "{file}");
    }
}

#[test]
fn the_readme_has_every_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = read_to_string(root.join("README.md")).unwrap();
    let (_, table) = readme.split_once("## Examples").unwrap();
    for example in read_dir(root.join("examples")).unwrap() {
        let path = example.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(table.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn links_between_the_pages_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut found = 0;
    for page in pages.chain(["README.md", "SECURITY.md"].map(|name| root.join(name))) {
        let text = read_to_string(&page).unwrap();
        let links = text.split("](").skip(1).filter_map(|link| Some(link.split_once(')')?.0));
        for link in links.filter(|link| !link.contains("://")) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            assert!(target.is_file(), "{}: {link}", page.display());
            if !heading.is_empty() {
                let text = read_to_string(&target).unwrap();
                let mut headings = text.lines().filter_map(|line| line.strip_prefix('#')).map(anchor);
                assert!(headings.any(|found| found == heading), "{}: {link}", page.display());
            }
            found += 1;
        }
    }
    assert!(found > 20, "the pages have {found} links");
}

/// What a heading is called in a link.
fn anchor(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
    words.chars().filter(|char| char.is_alphanumeric() || "-_".contains(*char)).collect()
}
