//! `numeric`, `money` and `real`.

use super::reader::Reader;

const NEGATIVE: u16 = 0x4000;
const NAN: u16 = 0xC000;
const INFINITY: u16 = 0xD000;
const NEGATIVE_INFINITY: u16 = 0xF000;

/// Returns a `numeric` exactly, with all digits of its scale.
pub(super) fn numeric(reader: &mut Reader<'_>) -> Result<String, String> {
    let count = usize::from(reader.u16()?);
    let weight = i32::from(reader.i16()?);
    let sign = reader.u16()?;
    let scale = usize::from(reader.u16()?);
    match sign {
        NAN => return Ok("NaN".into()),
        INFINITY => return Ok("Infinity".into()),
        NEGATIVE_INFINITY => return Ok("-Infinity".into()),
        _ => {}
    }
    // Groups of four decimal digits; the first one counts 10000^weight.
    let groups = (0..count).map(|_| reader.u16()).collect::<Result<Vec<_>, _>>()?;
    let group =
        |power: i32| usize::try_from(weight - power).ok().and_then(|index| groups.get(index)).copied().unwrap_or(0);

    let mut text = String::from(if sign == NEGATIVE { "-" } else { "" });
    let whole: String = (0..=weight.max(0)).rev().map(|power| format!("{:04}", group(power))).collect();
    let whole = whole.trim_start_matches('0');
    text.push_str(if whole.is_empty() { "0" } else { whole });
    if scale > 0 {
        let groups_after_point = scale.div_ceil(4) as i32;
        let fraction: String = (1..=groups_after_point).map(|power| format!("{:04}", group(-power))).collect();
        text.push('.');
        text.push_str(&fraction[..scale]);
    }
    Ok(text)
}

/// Returns cents as the server writes them in the C locale: `-$1,234.50`.
pub(super) fn money(cents: i64) -> String {
    let (whole, fraction) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    let digits = whole.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{}${grouped}.{fraction:02}", if cents < 0 { "-" } else { "" })
}

/// Returns the `f64` whose shortest text is that of the `f32`: 0.1, not 0.10000000149011612.
pub(super) fn widened(real: f32) -> f64 {
    real.to_string().parse().unwrap_or_else(|_| f64::from(real))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_numeric(words: &[u16], expected: &str) {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
        assert_eq!(numeric(&mut Reader::new(&bytes)).unwrap(), expected);
    }

    #[test]
    fn numerics_keep_every_digit_of_their_scale() {
        check_numeric(&[2, 0, 0, 2, 12, 3400], "12.34");
        check_numeric(&[0, 0, 0, 2], "0.00");
        check_numeric(&[1, 0xFFFF, 0x4000, 3, 10], "-0.001");
        check_numeric(&[1, 0xFFFE, 0, 8, 1], "0.00000001");
        check_numeric(&[1, 2, 0, 0, 1], "100000000");
        check_numeric(&[0, 0, 0xC000, 0], "NaN");
    }

    #[test]
    fn money_is_grouped_in_thousands() {
        assert_eq!(money(123_456_789), "$1,234,567.89");
        assert_eq!(money(-5), "-$0.05");
    }
}
