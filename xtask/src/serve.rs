//! Serves the built site as any plain static host does: the files that are there, 404 for the rest.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use crate::build;
use crate::failure::Failure;
use crate::shell::Shell;

/// How to serve.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// With live reload, by Trunk.
    dev: bool,
    port: u16,
    /// The path that the site stands at; begins and ends with a slash.
    base: String,
}

impl Options {
    /// Reads the arguments of `serve`.
    pub(crate) fn parse(arguments: &[&str]) -> Result<Options, Failure> {
        let usage = |problem: &str| Err(Failure::Usage(problem.to_owned()));
        let (mut dev, mut port, mut base) = (false, None, None);
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match *argument {
                "--dev" => dev = true,
                "--port" => match rest.next().and_then(|value| value.parse().ok()) {
                    Some(value) => port = Some(value),
                    None => return usage("`--port` takes a number from 1 to 65535"),
                },
                "--base" => match rest.next() {
                    Some(value) => base = Some(value.trim_matches('/')),
                    None => return usage("`--base` takes a path, such as `/a/b/`"),
                },
                other => return usage(&format!("`serve` does not take `{other}`")),
            }
        }
        if dev && base.is_some() {
            return usage("`--base` is for the built site; leave `--dev` away");
        }
        // Two ports, so that the service worker of the one never answers for the other.
        let port = port.unwrap_or(if dev { 8081 } else { 8080 });
        let base = match base {
            None | Some("") => "/".to_owned(),
            Some(path) => format!("/{path}/"),
        };
        Ok(Options { dev, port, base })
    }
}

/// Builds the site and serves it until the user stops it.
pub(crate) fn serve(options: &Options) -> Result<(), Failure> {
    if options.dev {
        return build::watch(options.port);
    }
    // Before the build, which takes minutes.
    let server = Server::http(("127.0.0.1", options.port))
        .map_err(|error| Failure::Listen { port: options.port, problem: error.to_string() })?;
    build::build()?;
    let site = Arc::new(Site { dist: Shell::new().dist(), base: options.base.clone() });
    println!("\nStarling is at http://127.0.0.1:{}{} (Ctrl-C stops it)", options.port, options.base);
    println!("A page that was open before shows its own build until you accept the update that it offers.");

    let server = Arc::new(server);
    // A browser keeps a few connections open at once.
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let (server, site) = (Arc::clone(&server), Arc::clone(&site));
            thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    site.answer(request);
                }
            })
        })
        .collect();
    for worker in workers {
        let _ = worker.join();
    }
    Ok(())
}

/// A folder, and the path that it is served at.
struct Site {
    dist: PathBuf,
    base: String,
}

/// What a path of the site leads to.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    File(PathBuf),
    Redirect(String),
    Nothing,
}

impl Site {
    fn answer(&self, request: Request) {
        let empty = |status: u16| Response::empty(StatusCode(status)).boxed();
        let response = match request.method() {
            Method::Get | Method::Head => match self.target(request.url()) {
                Target::File(path) => match File::open(&path) {
                    Ok(file) => Response::from_file(file)
                        .with_header(header("Content-Type", media_type(&path)))
                        .with_header(header("Cache-Control", "no-cache"))
                        .boxed(),
                    Err(_) => empty(404),
                },
                Target::Redirect(to) => {
                    Response::empty(StatusCode(301)).with_header(header("Location", &to)).boxed()
                }
                Target::Nothing => {
                    Response::from_string("404: there is no such file\n").with_status_code(404).boxed()
                }
            },
            _ => empty(405),
        };
        // The browser may have gone away.
        let _ = request.respond(response);
    }

    fn target(&self, url: &str) -> Target {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        if format!("{path}/") == self.base {
            return Target::Redirect(self.base.clone());
        }
        let Some(path) = path.strip_prefix(&self.base) else { return Target::Nothing };
        // All names of the site are plain ASCII, so there is nothing to decode.
        if path.split(['/', '\\']).any(|part| part == "..") {
            return Target::Nothing;
        }
        let mut file = self.dist.join(path);
        if path.is_empty() || path.ends_with('/') {
            file.push("index.html");
        }
        if file.starts_with(&self.dist) && file.is_file() { Target::File(file) } else { Target::Nothing }
    }
}

#[expect(clippy::expect_used, reason = "names and values are literals or paths of the site, plain ASCII")]
fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("an ASCII header")
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_become_options() {
        let options = |dev, port, base: &str| Options { dev, port, base: base.to_owned() };
        let cases: [(&[&str], Options); 5] = [
            (&[], options(false, 8080, "/")),
            (&["--dev"], options(true, 8081, "/")),
            (&["--port", "9000", "--base", "/a/b/"], options(false, 9000, "/a/b/")),
            (&["--base", "a"], options(false, 8080, "/a/")),
            (&["--base", "/"], options(false, 8080, "/")),
        ];
        for (arguments, expected) in cases {
            assert_eq!(Options::parse(arguments).unwrap(), expected);
        }
        let wrong: [&[&str]; 5] =
            [&["--port"], &["--port", "many"], &["--base"], &["--dev", "--base", "a"], &["--fast"]];
        for arguments in wrong {
            assert!(Options::parse(arguments).is_err(), "{arguments:?}");
        }
    }

    #[test]
    fn a_path_leads_to_a_file_of_the_site_or_nowhere() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).to_owned();
        let site = Site { dist: here.clone(), base: "/a/b/".to_owned() };
        let file = |name: &str| Target::File(here.join(name));
        for (url, target) in [
            ("/a/b/Cargo.toml", file("Cargo.toml")),
            ("/a/b/src/main.rs?x=1", file("src/main.rs")),
            ("/a/b", Target::Redirect("/a/b/".to_owned())),
            ("/a/b/", Target::Nothing), // no index.html in this folder
            ("/a/b/src", Target::Nothing),
            ("/a/Cargo.toml", Target::Nothing),
            ("/a/b/../Cargo.toml", Target::Nothing),
            ("/a/b//etc/passwd", Target::Nothing),
        ] {
            assert_eq!(site.target(url), target, "{url}");
        }
    }
}
