//! Writes a zip archive: deflated members, no dates, so that the same files give the same archive.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use crate::failure::Failure;
use crate::files;

/// 1 January 1980, where the format's calendar begins.
const DATE: u16 = 1 << 5 | 1;

/// An archive of all files below `folder`.
pub(crate) fn archive(folder: &Path) -> Result<Vec<u8>, Failure> {
    pack(&files::below(folder)?).map_err(Failure::file("archiving", folder))
}

fn pack(files: &BTreeMap<String, Vec<u8>>) -> io::Result<Vec<u8>> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for (name, bytes) in files {
        member(&mut archive, &mut directory, name, bytes)?;
    }
    let start = archive.len();
    archive.extend_from_slice(&directory);
    // End of the directory: disk numbers, number of members twice, size and start of the directory, no comment.
    archive.extend_from_slice(b"PK\x05\x06");
    let count = narrow(files.len())?;
    shorts(&mut archive, &[0, 0, count, count]);
    longs(&mut archive, &[wide(directory.len())?, wide(start)?]);
    shorts(&mut archive, &[0]);
    Ok(archive)
}

/// Adds a file to the archive, and its entry to the directory.
fn member(archive: &mut Vec<u8>, directory: &mut Vec<u8>, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut crc = Crc::new();
    crc.update(bytes);
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    let packed = encoder.finish()?;
    let start = archive.len();

    // What the two headers share: version 2.0, no flags, deflate, time, date; sum and sizes; length of the name and
    // of further fields.
    let mut common = Vec::new();
    shorts(&mut common, &[20, 0, 8, 0, DATE]);
    longs(&mut common, &[crc.sum(), wide(packed.len())?, wide(bytes.len())?]);
    shorts(&mut common, &[narrow(name.len())?, 0]);

    archive.extend_from_slice(b"PK\x03\x04");
    archive.extend_from_slice(&common);
    archive.extend_from_slice(name.as_bytes());
    archive.extend_from_slice(&packed);

    directory.extend_from_slice(b"PK\x01\x02");
    // Made by version 2.0 on Unix, so that the mode below counts.
    shorts(directory, &[3 << 8 | 20]);
    directory.extend_from_slice(&common);
    // No comment, disk 0, no internal attributes; a plain file that all may read; where the member starts.
    shorts(directory, &[0, 0, 0]);
    longs(directory, &[0o100_644 << 16, wide(start)?]);
    directory.extend_from_slice(name.as_bytes());
    Ok(())
}

fn shorts(to: &mut Vec<u8>, values: &[u16]) {
    for value in values {
        to.extend_from_slice(&value.to_le_bytes());
    }
}

fn longs(to: &mut Vec<u8>, values: &[u32]) {
    for value in values {
        to.extend_from_slice(&value.to_le_bytes());
    }
}

// Beyond the format's limits an archive would be unreadable.
fn narrow(value: usize) -> io::Result<u16> {
    u16::try_from(value).map_err(io::Error::other)
}

fn wide(value: usize) -> io::Result<u32> {
    u32::try_from(value).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stand_where_the_directory_says() {
        let files =
            BTreeMap::from([("a.txt".to_owned(), vec![b'a'; 500]), ("b/c.txt".to_owned(), Vec::new())]);
        let archive = pack(&files).unwrap();
        let long = |at: usize| u32::from_le_bytes(archive[at..at + 4].try_into().unwrap()) as usize;
        let end = archive.len() - 22;
        assert_eq!(&archive[end..end + 4], b"PK\x05\x06");
        let mut entry = long(end + 16);
        for name in files.keys() {
            assert_eq!(&archive[entry..entry + 4], b"PK\x01\x02");
            assert_eq!(&archive[entry + 46..entry + 46 + name.len()], name.as_bytes());
            let member = long(entry + 42);
            assert_eq!(&archive[member..member + 4], b"PK\x03\x04");
            assert_eq!(long(member + 18), long(entry + 20), "both headers give the packed size");
            entry += 46 + name.len();
        }
        assert_eq!(entry, end);
        assert_eq!(archive, pack(&files).unwrap());
    }
}
