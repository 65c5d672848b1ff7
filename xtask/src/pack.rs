//! The last step of a build: the program in two, content, catalogue, names, service worker.
//!
//! Trunk runs this as its `post_build` hook, on the staging folder that becomes `dist/`. A release build leaves it
//! with every file but the page, the manifest and the icons named by the hash of its final bytes, and with a
//! service worker that knows the hash of them all. The same input gives the same bytes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use starling::content::catalogue::Program;

use crate::content;
use crate::failure::Failure;
use crate::files;
use crate::hash;
use crate::imports;
use crate::page::Page;
use crate::script;
use crate::shell::Shell;
use crate::split;

/// The name of the worker in the site; it keeps its name, or old workers would never learn of new ones.
const WORKER: &str = "sw.js";

/// What Trunk calls the scorer's files.
const SCORER: &str = "scorer";

/// Packs what Trunk has staged; it says where in environment variables.
pub(crate) fn from_hook() -> Result<(), Failure> {
    let variable = |name: &str| {
        std::env::var_os(name).ok_or_else(|| Failure::Missing {
            what: name.to_owned(),
            remedy: "Trunk sets it when it runs this step; run `cargo xtask build`".to_owned(),
        })
    };
    let staging = PathBuf::from(variable("TRUNK_STAGING_DIR")?);
    let release = variable("TRUNK_PROFILE")? == "release";
    let shell = Shell::new();
    if release {
        split::split(&shell, &staging)?;
    }
    pack(shell.root(), &staging, release)
}

/// Packs the staged files of a build of the project at `root`.
fn pack(root: &Path, staging: &Path, release: bool) -> Result<(), Failure> {
    let page_path = staging.join("index.html");
    let mut page = Page(read_text(&page_path)?);
    let mut scorer = Program { script: format!("{SCORER}.js"), wasm: format!("{SCORER}_bg.wasm") };
    if release {
        shorten_imports(staging, &scorer.wasm)?;
        scorer = name_scorer(&scorer, staging)?;
    }
    page.fill_data_block("catalogue", &content::write(root, staging, scorer)?)?;
    if release {
        join_styles(&mut page, staging)?;
        for wasm in page.first_load().iter().filter(|name| name.ends_with(".wasm")) {
            shorten_imports(staging, wasm)?;
        }
        name_by_content(&mut page, staging)?;
        let others = files(staging)?;
        let build = hash::short(list(&others).as_bytes());
        page.replace_tag("meta", "name", "build", &format!("<meta name=\"build\" content=\"{build}\">"))?;
        write(&page_path, page.0.as_bytes())?;
        write_worker(root, staging)?;
    } else {
        let policy = page.find("meta", "http-equiv", "Content-Security-Policy")?;
        page.0.replace_range(policy, "");
        write(&page_path, page.0.as_bytes())?;
    }
    match page.files().into_iter().find(|file| !staging.join(file).is_file()) {
        Some(missing) => Err(Failure::Page { expected: format!("`{missing}`, which it names, to exist") }),
        None => Ok(()),
    }
}

/// Makes one style sheet of all, in the page's order.
fn join_styles(page: &mut Page, staging: &Path) -> Result<(), Failure> {
    let names: Vec<String> = page.first_load().into_iter().filter(|name| name.ends_with(".css")).collect();
    let mut joined = String::new();
    for name in &names {
        let path = staging.join(name);
        joined.push_str(&read_text(&path)?);
        std::fs::remove_file(&path).map_err(Failure::file("removing", &path))?;
    }
    let name = format!("style-{}.css", hash::short(joined.as_bytes()));
    write(&staging.join(&name), joined.as_bytes())?;
    let mut link = format!("<link rel=\"stylesheet\" href=\"./{name}\">");
    for name in &names {
        page.replace_tag("link", "href", &format!("./{name}"), &link)?;
        link.clear();
    }
    Ok(())
}

/// Shortens the imports of a staged program and its glue, whose name is the program's.
fn shorten_imports(staging: &Path, wasm: &str) -> Result<(), Failure> {
    let program = staging.join(wasm);
    let glue = staging.join(wasm.replace("_bg.wasm", ".js"));
    let bytes = std::fs::read(&program).map_err(Failure::file("reading", &program))?;
    let (bytes, text) = imports::shorten(&bytes, &read_text(&glue)?)?;
    write(&program, &bytes)?;
    write(&glue, text.as_bytes())
}

/// Makes the scripts smaller, and names them and the program by the hash of their final bytes. Trunk names the glue
/// by the program's hash, though the glue can differ where the program does not.
fn name_by_content(page: &mut Page, staging: &Path) -> Result<(), Failure> {
    // The program first: the glue mentions its name.
    let mut names: Vec<String> =
        page.first_load().into_iter().filter(|name| !name.starts_with("style-")).collect();
    names.sort_by_key(|name| !name.ends_with(".wasm"));
    let mut renamed: Vec<(String, String)> = Vec::new();
    for name in names {
        let path = staging.join(&name);
        let mut bytes = std::fs::read(&path).map_err(Failure::file("reading", &path))?;
        let (stem, extension) = name
            .split_once('-')
            .and_then(|(stem, rest)| Some((stem, rest.rsplit_once('.')?.1)))
            .ok_or_else(|| Failure::Page { expected: format!("`{name}` to be <name>-<hash>.<ending>") })?;
        if extension == "js" {
            let mut text = read_text(&path)?;
            for (from, to) in &renamed {
                text = text.replace(from, to);
            }
            bytes = script::without_comments(&text).into_bytes();
        }
        let new = format!("{stem}-{}.{extension}", hash::short(&bytes));
        std::fs::remove_file(&path).map_err(Failure::file("removing", &path))?;
        write(&staging.join(&new), &bytes)?;
        page.replace_once(&name, &new)?;
        renamed.push((name, new));
    }
    Ok(())
}

/// Names the scorer by the hashes of its final bytes; the page finds it through the catalogue.
fn name_scorer(staged: &Program, staging: &Path) -> Result<Program, Failure> {
    let read = |name: &str| {
        let path = staging.join(name);
        let bytes = std::fs::read(&path).map_err(Failure::file("reading", &path))?;
        std::fs::remove_file(&path).map_err(Failure::file("removing", &path))?;
        Ok(bytes)
    };
    let bytes = read(&staged.wasm)?;
    let wasm = format!("{SCORER}-{}.wasm", hash::short(&bytes));
    write(&staging.join(&wasm), &bytes)?;
    let glue = String::from_utf8_lossy(&read(&staged.script)?).replace(&staged.wasm, &wasm);
    let glue = script::without_comments(&glue);
    let script = format!("{SCORER}-{}.js", hash::short(glue.as_bytes()));
    write(&staging.join(&script), glue.as_bytes())?;
    Ok(Program { script, wasm })
}

/// Writes the service worker: its list holds every other file.
fn write_worker(root: &Path, staging: &Path) -> Result<(), Failure> {
    let template = read_text(&root.join("public/sw.template.js"))?;
    let list = list(&files(staging)?);
    // The worker itself counts: a cache belongs to one worker alone, which may drop it when it fails to install.
    let build = hash::short(format!("{template}{list}").as_bytes());
    let mut worker = Page(template);
    worker.replace_once("{{build}}", &build)?;
    worker.replace_once("{{files}}", &list)?;
    write(&staging.join(WORKER), worker.0.as_bytes())
}

/// The files of the site and their bytes: all below `staging` but the worker and hidden files, which hosts do not
/// serve. The page goes by the address that it is reached at.
fn files(staging: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let files = files::below(staging)?.into_iter();
    let served = files.filter(|(name, _)| name != WORKER && !name.starts_with('.') && !name.contains("/."));
    let address = |name: String| if name == "index.html" { "./".to_owned() } else { format!("./{name}") };
    Ok(served.map(|(name, bytes)| (address(name), bytes)).collect())
}

/// The worker's list: a JavaScript object, one line a file.
fn list(files: &BTreeMap<String, Vec<u8>>) -> String {
    let lines: String = files
        .iter()
        .map(|(name, bytes)| {
            format!("  {}: '{}',\n", serde_json::Value::from(name.as_str()), hash::integrity(bytes))
        })
        .collect();
    format!("{{\n{lines}}}")
}

pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(Failure::file("reading", path))
}

pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(Failure::file("writing", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shortest program there is.
    const PROGRAM: &str = "\0asm\x01\0\0\0";
    const COMPETENCY: &str = include_str!("../../tests/fixtures/ownership-lite.json");

    /// A folder of this test's own.
    struct Folder(PathBuf);

    impl Folder {
        fn new(test: &str) -> Folder {
            let path = std::env::temp_dir().join(format!("starling-{test}-{}", std::process::id()));
            let _ = std::fs::remove_dir_all(&path);
            Folder(path)
        }

        fn put(&self, name: &str, text: &str) {
            let path = self.0.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }

        /// A project and what Trunk would stage of it.
        fn with_project(test: &str) -> Folder {
            let folder = Folder::new(test);
            folder.put("content/language/en.json", "{ }");
            folder.put("staging/scorer.js", "new URL('scorer_bg.wasm')");
            folder.put("staging/scorer_bg.wasm", PROGRAM);
            // A text that would end the page's data block, if it could.
            let competency = COMPETENCY.replacen("\"summary\": \"", "\"summary\": \"</script>", 1);
            folder.put("content/competencies/ownership-lite.json", &competency);
            folder.put("content/competencies/ownership-lite.rules.json", "[ ]");
            folder.put("public/sw.template.js", "const BUILD = '{{build}}'; const FILES = {{files}};");
            folder.put(
                "staging/index.html",
                "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">\
                 <link rel=modulepreload href=./app-1.js crossorigin>\
                 <link as=fetch rel=preload href=./app-1_bg.wasm crossorigin>\
                 <link href=./tokens-1.css rel=stylesheet><link href=./base-2.css rel=stylesheet>\
                 <script src=./boot-3.js></script><link rel=icon href=icons/icon.svg><meta content=dev name=build>\
                 <script type=application/json id=catalogue></script>",
            );
            folder.put("staging/app-1.js", "new URL('app-1_bg.wasm')");
            folder.put("staging/app-1_bg.wasm", PROGRAM);
            folder.put("staging/tokens-1.css", ":root{}");
            folder.put("staging/base-2.css", "body{}");
            folder.put("staging/boot-3.js", "// Boots.\n  boot()");
            folder.put("staging/icons/icon.svg", "<svg/>");
            folder
        }

        fn pack(&self, release: bool) -> BTreeMap<String, String> {
            let staging = self.0.join("staging");
            pack(&self.0, &staging, release).unwrap();
            let mut files = files(&staging).unwrap();
            if release {
                files.insert(WORKER.to_owned(), std::fs::read(staging.join(WORKER)).unwrap());
            }
            files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_release_names_files_by_their_bytes_and_lists_them_all() {
        let files = Folder::with_project("release").pack(true);
        let name = |stem: &str, bytes: &str, ending: &str| {
            format!("./{stem}-{}.{ending}", hash::short(bytes.as_bytes()))
        };
        let wasm = name("app", PROGRAM, "wasm");
        let scorer = name("scorer", PROGRAM, "wasm");
        let scorer_text = format!("new URL('{}')\n", scorer.trim_start_matches("./"));
        let glue_text = format!("new URL('{}')\n", wasm.trim_start_matches("./"));
        let expected = [
            "./".to_owned(),
            name("app", &glue_text, "js"),
            wasm,
            name("boot", "boot()\n", "js"),
            name("content/en", "{}", "json"),
            name("content/ownership-lite.rules", "[]", "json"),
            "./icons/icon.svg".to_owned(),
            name("scorer", &scorer_text, "js"),
            scorer,
            name("style", ":root{}body{}", "css"),
        ];
        for name in &expected {
            assert!(files.contains_key(name), "{name} in {:?}", files.keys());
        }
        for (name, text) in &files {
            let listed = format!("\"{name}\": '{}'", hash::integrity(text.as_bytes()));
            assert_eq!(files[WORKER].contains(&listed), name != WORKER, "{name}");
        }
        let page = &files["./"];
        assert!(!page.contains("content=dev") && page.contains("Content-Security-Policy"));
        assert!(page.contains(r#""summary":"\u003c/script>"#), "{page}");
        assert_eq!(page.matches("stylesheet").count(), 1);
    }

    #[test]
    fn the_same_input_gives_the_same_bytes() {
        assert_eq!(Folder::with_project("once").pack(true), Folder::with_project("twice").pack(true));
    }

    #[test]
    fn a_development_build_has_no_policy_and_no_worker() {
        let files = Folder::with_project("dev").pack(false);
        assert!(!files["./"].contains("Content-Security-Policy"));
        assert!(files["./"].contains("\"id\":\"ownership-lite\""));
        assert!(files.contains_key("./app-1.js") && files.contains_key("./tokens-1.css"));
    }

    #[test]
    fn a_competency_comes_with_its_rules() {
        let folder = Folder::with_project("without-rules");
        std::fs::remove_file(folder.0.join("content/competencies/ownership-lite.rules.json")).unwrap();
        let failure = pack(&folder.0, &folder.0.join("staging"), true).unwrap_err();
        assert!(failure.to_string().contains("ownership-lite.rules.json"), "{failure}");
    }
}
