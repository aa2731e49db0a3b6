//! Long results: the first rows are answered at once, the others wait in a temporary file until Python asks for them.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufRead as _, BufReader, BufWriter, Result, Seek as _, Write as _},
};

use dialect::{DatabaseError, ErrorKind};
use schema::Value;
use serde_json::Value as Json;

/// How many rows are handed over at a time.
const ROWS_AT_ONCE: usize = 1000;

/// Takes the rows of one statement as they come.
#[derive(Default)]
pub(crate) struct Collected {
    first: Vec<Vec<Value>>,
    part: Vec<Vec<Value>>,
    rest: Option<BufWriter<File>>,
}

impl Collected {
    /// Keeps a row: in memory, or in the file once there are many.
    pub(crate) fn take(&mut self, row: Vec<Value>) -> std::result::Result<(), DatabaseError> {
        if self.first.len() < ROWS_AT_ONCE {
            self.first.push(row);
            return Ok(());
        }
        self.part.push(row);
        match self.part.len() {
            ROWS_AT_ONCE => self.write_part().map_err(|error| {
                let message = format!("cannot keep the rows of a long result in a temporary file: {error}");
                DatabaseError::of_driver(ErrorKind::Operational, message)
            }),
            _ => Ok(()),
        }
    }

    /// One part is one line.
    fn write_part(&mut self) -> Result<()> {
        let file = match &mut self.rest {
            Some(file) => file,
            None => self.rest.insert(BufWriter::new(tempfile::tempfile()?)),
        };
        serde_json::to_writer(&mut *file, &self.part)?;
        self.part.clear();
        file.write_all(b"\n")
    }
}

/// The results of a run that have rows left, by number.
#[derive(Default)]
pub(crate) struct LongResults {
    open: BTreeMap<u32, LongResult>,
    last: u32,
}

/// Rows that nobody has asked for yet.
struct LongResult {
    file: Option<BufReader<File>>,
    /// Those after the file's.
    last: Vec<Vec<Value>>,
}

impl LongResults {
    /// Returns the first rows, and the number by which the others are had.
    pub(crate) fn add(&mut self, collected: Collected) -> Result<(Vec<Vec<Value>>, Option<u32>)> {
        let Collected { first, part, rest } = collected;
        if part.is_empty() && rest.is_none() {
            return Ok((first, None));
        }
        let file = match rest {
            Some(written) => {
                let mut file = written.into_inner().map_err(std::io::IntoInnerError::into_error)?;
                file.rewind()?;
                Some(BufReader::new(file))
            }
            None => None,
        };
        self.last += 1;
        self.open.insert(self.last, LongResult { file, last: part });
        Ok((first, Some(self.last)))
    }

    /// Returns the next rows; none: there are no more, and the result is forgotten.
    pub(crate) fn fetch(&mut self, number: u32) -> Result<Json> {
        let Some(result) = self.open.get_mut(&number) else { return Ok(Json::Array(Vec::new())) };
        let mut line = String::new();
        if let Some(file) = &mut result.file
            && file.read_line(&mut line)? > 0
        {
            return Ok(serde_json::from_str(&line)?);
        }
        let last = std::mem::take(&mut result.last);
        self.forget(number);
        Ok(serde_json::to_value(last)?)
    }

    /// Drops rows that nobody wants.
    pub(crate) fn forget(&mut self, number: u32) {
        self.open.remove(&number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_of(rows: i64) -> Vec<Json> {
        let mut collected = Collected::default();
        (0..rows).for_each(|number| collected.take(vec![Value::Int(number), Value::from("a\nb")]).unwrap());
        let mut results = LongResults::default();
        let (first, number) = results.add(collected).unwrap();
        let mut all = serde_json::to_value(first).unwrap().as_array().cloned().unwrap();
        while let Some(number) = number {
            let next = results.fetch(number).unwrap().as_array().cloned().unwrap();
            if next.is_empty() {
                break;
            }
            all.extend(next);
        }
        assert!(results.open.is_empty(), "{rows} rows");
        all
    }

    #[test]
    fn every_row_comes_once_and_in_order() {
        for count in [0, 1, 999, 1000, 1001, 2000, 2001, 5999, 6000] {
            let numbers: Vec<i64> = all_of(count).iter().map(|row| row[0].as_i64().unwrap()).collect();
            assert_eq!(numbers, (0..count).collect::<Vec<_>>(), "{count} rows");
        }
    }

    #[test]
    fn what_is_forgotten_has_no_rows() {
        let mut collected = Collected::default();
        (0..3000).for_each(|number| collected.take(vec![Value::Int(number)]).unwrap());
        let mut results = LongResults::default();
        let number = results.add(collected).unwrap().1.unwrap();
        results.forget(number);
        assert_eq!(results.fetch(number).unwrap(), serde_json::json!([]));
    }
}
