//! Splits the app's program: the first screen, and what only the other pages need.
//!
//! Trunk builds the program in one piece and runs wasm-bindgen over it. This takes the same build again, cuts the
//! other pages off (`src/ui/pages/later.rs` says where), runs wasm-bindgen over what stays, and puts both parts in
//! the place of Trunk's. A part reaches the other's functions through the table that both share, and its memory.

use std::path::{Path, PathBuf};

use wasm_split_cli_support::{Options, SplitWasm, transform};

use crate::failure::Failure;
use crate::hash;
use crate::imports;
use crate::pack::{read_text, write};
use crate::page::Page;
use crate::shell::{Shell, run};
use crate::tools;

/// What is cut off, as `src/ui/pages/later.rs` calls it.
const PAGES: &str = "pages";

/// The line of the glue that would import what fetches the pages.
const IMPORT: &str = "import * as import1 from \"./__wasm_split.js\"\n";

/// Splits the program that Trunk has staged.
pub(crate) fn split(shell: &Shell, staging: &Path) -> Result<(), Failure> {
    let page = Page(read_text(&staging.join("index.html"))?);
    let staged =
        page.first_load().into_iter().find_map(|name| Some(name.strip_suffix("_bg.wasm")?.to_owned()));
    let staged = staged.ok_or_else(|| Failure::Page { expected: "a link to the program".to_owned() })?;
    let target = target_folder(shell)?;
    let folder = target.join("split");
    let main = folder.join("main.wasm");
    let pages = cut(&target.join("wasm32-unknown-unknown/release/starling.wasm"), &folder, &main)?;
    let pages = imports::compact(&std::fs::read(&pages).map_err(Failure::file("reading", &pages))?)?;
    let pages_name = format!("{PAGES}-{}.wasm", hash::short(&pages));
    write(&staging.join(&pages_name), &pages)?;

    let mut bindgen = shell.command(tools::wasm_bindgen(shell)?, &["--target", "web", "--no-typescript"]);
    // The exports that the linker made are what the pages are linked through.
    bindgen.args(["--keep-lld-exports", "--remove-name-section", "--out-name", &staged]);
    run(bindgen.arg("--out-dir").arg(staging).arg(&main))?;
    let glue = staging.join(format!("{staged}.js"));
    let loader = read_text(&shell.root().join("public/pages.template.js"))?;
    write(&glue, with_loader(&read_text(&glue)?, &loader, &pages_name)?.as_bytes())
}

/// Cuts a program in two: what stays goes to `main`; returns where the other part is.
fn cut(program: &Path, folder: &Path, main: &Path) -> Result<PathBuf, Failure> {
    let bytes = std::fs::read(program).map_err(Failure::file("reading", program))?;
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(Failure::file("removing", folder))?;
    }
    let mut options = Options::new(&bytes);
    options.output_dir = folder;
    options.main_out_path = main;
    let expected =
        |what: String| Failure::Built { expected: format!("{what} (splitting {})", program.display()) };
    let SplitWasm { split_modules, .. } = transform(options).map_err(|error| expected(error.to_string()))?;
    match <[PathBuf; 1]>::try_from(split_modules) {
        Ok([pages]) => Ok(pages),
        Err(found) => Err(expected(format!("one part besides the first screen, not {}", found.len()))),
    }
}

/// The glue with what fetches the pages in it, instead of an import of it: one file less to wait for.
fn with_loader(glue: &str, loader: &str, pages: &str) -> Result<String, Failure> {
    if glue.matches(IMPORT).count() != 1 {
        return Err(Failure::Built { expected: format!("`{}` in the glue, once", IMPORT.trim_end()) });
    }
    let mut loader = Page(loader.to_owned());
    loader.replace_once("{{file}}", pages)?;
    Ok(glue.replace(IMPORT, &loader.0))
}

/// Where Cargo puts what it builds.
fn target_folder(shell: &Shell) -> Result<PathBuf, Failure> {
    let arguments = ["metadata", "--format-version", "1", "--no-deps", "--offline"];
    let metadata = shell.output("cargo", &arguments).unwrap_or_default();
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap_or_default();
    metadata["target_directory"].as_str().map(PathBuf::from).ok_or_else(|| Failure::Missing {
        what: "Cargo's target folder".to_owned(),
        remedy: "`cargo metadata` names it".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glue_carries_what_fetches_the_pages() {
        let glue = format!("{IMPORT}let wasm;\n");
        let with = with_loader(&glue, "const import1 = '{{file}}';\n", "pages-1.wasm").unwrap();
        assert_eq!(with, "const import1 = 'pages-1.wasm';\nlet wasm;\n");
        assert!(with_loader("let wasm;", "'{{file}}'", "pages-1.wasm").is_err(), "no import to replace");
    }
}
