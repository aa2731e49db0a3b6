//! Network addresses.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::reader::Reader;

/// The families as PostgreSQL numbers them.
const V4: u8 = 2;
const V6: u8 = 3;

/// When `/24` stands behind the address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mask {
    Always,
    WhereShorter,
}

pub(super) fn address(reader: &mut Reader<'_>, mask: Mask) -> Result<String, String> {
    let (family, bits, _is_cidr, length) = (reader.u8()?, reader.u8()?, reader.u8()?, reader.u8()?);
    let bytes = reader.take(length.into())?;
    let unknown = || "an address of an unknown kind".to_owned();
    let (text, all_bits) = match family {
        V4 => (Ipv4Addr::from(<[u8; 4]>::try_from(bytes).map_err(|_| unknown())?).to_string(), 32),
        V6 => (Ipv6Addr::from(<[u8; 16]>::try_from(bytes).map_err(|_| unknown())?).to_string(), 128),
        _ => return Err(unknown()),
    };
    Ok(if bits == all_bits && mask == Mask::WhereShorter { text } else { format!("{text}/{bits}") })
}

/// `08:00:2b:01:02:03`
pub(super) fn hardware(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(":")
}
