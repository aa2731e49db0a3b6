//! Reads the headers of script files, on two threads where there are many.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::header::{Header, HeaderError, read_source};

/// Reads the header of the script in `file`.
pub fn read_header(file: &Path) -> Result<Header, HeaderError> {
    read_with(file, &mut Vec::with_capacity(FIRST_READ))
}

/// Reads the headers of many scripts, in their order; one broken file does not stop the others.
pub fn read_headers<P: AsRef<Path> + Sync>(files: &[P]) -> Vec<Result<Header, HeaderError>> {
    if files.len() < WORTH_A_THREAD {
        return read_in_turn(files);
    }
    let (first, second) = files.split_at(files.len() / 2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| read_in_turn(second));
        let mut headers = read_in_turn(first);
        headers.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        headers
    })
}

/// Below this many files a second thread costs more than it brings.
const WORTH_A_THREAD: usize = 48;

/// Most scripts fit into the first read, which then is the only one.
const FIRST_READ: usize = 32 * 1024;

fn read_in_turn<P: AsRef<Path>>(files: &[P]) -> Vec<Result<Header, HeaderError>> {
    let mut buffer = Vec::with_capacity(FIRST_READ);
    files.iter().map(|file| read_with(file.as_ref(), &mut buffer)).collect()
}

fn read_with(path: &Path, buffer: &mut Vec<u8>) -> Result<Header, HeaderError> {
    let unreadable = |error: std::io::Error| HeaderError::Unreadable { file: path.into(), reason: error.to_string() };
    let mut file = File::open(path).map_err(unreadable)?;
    buffer.resize(FIRST_READ, 0);
    let length = file.read(buffer).map_err(unreadable)?;
    if length < FIRST_READ && length > 0 {
        // A regular file gives all it has; a short answer is the end.
        return read_source(&buffer[..length], path);
    }
    buffer.truncate(length);
    file.read_to_end(buffer).map_err(unreadable)?;
    read_source(buffer, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_broken_file_does_not_stop_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let files: Vec<_> = (0..100)
            .map(|index| {
                let file = folder.path().join(format!("{index:03}.py"));
                let source = if index == 70 {
                    "revision = (".into()
                } else {
                    format!("revision = 'r{index}'\ndown_revision = None\n")
                };
                std::fs::write(&file, source).unwrap();
                file
            })
            .collect();
        let headers = read_headers(&files);
        assert_eq!(headers.len(), 100);
        for (index, header) in headers.iter().enumerate() {
            match header {
                Ok(header) => assert_eq!(header.revision, format!("r{index}")),
                Err(error) => assert_eq!((index, error.file()), (70, files[70].as_path())),
            }
        }
    }

    #[test]
    fn a_file_larger_than_one_read_is_read_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("large.py");
        let filler = "# filler\n".repeat(2 * FIRST_READ / 9);
        std::fs::write(&file, format!("revision = 'a'\ndown_revision = None\n{filler}down_revision = 'z'\n")).unwrap();
        assert_eq!(read_header(&file).unwrap().down_revision, ["z"]);
    }
}
