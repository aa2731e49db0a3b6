//! Takes numbers and texts off the front of a cell's bytes.

pub(super) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], String> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or("the cell is shorter than its type says")?;
        self.bytes = rest;
        Ok(taken)
    }

    pub(super) fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    pub(super) fn u8(&mut self) -> Result<u8, String> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(super) fn u16(&mut self) -> Result<u16, String> {
        self.array().map(u16::from_be_bytes)
    }

    pub(super) fn i16(&mut self) -> Result<i16, String> {
        self.array().map(i16::from_be_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, String> {
        self.array().map(u32::from_be_bytes)
    }

    pub(super) fn i32(&mut self) -> Result<i32, String> {
        self.array().map(i32::from_be_bytes)
    }

    pub(super) fn u64(&mut self) -> Result<u64, String> {
        self.array().map(u64::from_be_bytes)
    }

    pub(super) fn i64(&mut self) -> Result<i64, String> {
        self.array().map(i64::from_be_bytes)
    }

    pub(super) fn f64(&mut self) -> Result<f64, String> {
        self.u64().map(f64::from_bits)
    }

    /// A count that the rest of the cell is then read by.
    pub(super) fn count(&mut self) -> Result<usize, String> {
        usize::try_from(self.i32()?).map_err(|_| "a negative length".to_owned())
    }

    /// Bytes after their length; a length of -1 is NULL.
    pub(super) fn nullable(&mut self) -> Result<Option<&'a [u8]>, String> {
        match self.i32()? {
            -1 => Ok(None),
            length => self.take(usize::try_from(length).map_err(|_| "a negative length")?).map(Some),
        }
    }

    pub(super) fn text(&mut self) -> Result<String, String> {
        text(self.rest())
    }

    /// Text up to a NUL byte.
    pub(super) fn terminated(&mut self) -> Result<String, String> {
        let end = self.bytes.iter().position(|byte| *byte == 0).ok_or("a text without an end")?;
        let found = text(self.take(end)?)?;
        self.take(1)?;
        Ok(found)
    }

    /// The first byte of some types says which form follows.
    pub(super) fn version(&mut self, expected: u8) -> Result<(), String> {
        let version = self.u8()?;
        if version == expected { Ok(()) } else { Err(format!("version {version} of its binary form is not known")) }
    }
}

pub(super) fn text(bytes: &[u8]) -> Result<String, String> {
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| "its text is not UTF-8".to_owned())
}
