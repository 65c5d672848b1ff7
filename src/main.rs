//! Mounts the app into the page.

fn main() {
    starling::ui::start();
}
