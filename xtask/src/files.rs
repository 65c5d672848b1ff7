//! The files of a folder.

use std::collections::BTreeMap;
use std::path::Path;

use crate::failure::Failure;

/// All files below a folder: their bytes by their path within it, with forward slashes, in order.
pub(crate) fn below(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in std::fs::read_dir(&current).map_err(Failure::file("reading", &current))? {
            let path = entry.map_err(Failure::file("reading", &current))?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.insert(name, std::fs::read(&path).map_err(Failure::file("reading", &path))?);
        }
    }
    Ok(files)
}
