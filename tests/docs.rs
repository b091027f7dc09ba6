//! What the pages say of the tests is so.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::fs::read_to_string;

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
