//! Floats as a format specification asks for them.
//!
//! RustPython 0.5.0 puts separators into exponents and percent signs (`1,00%`), loses the `.0` of `f'{1.0:.3}'` and
//! refuses `z`.

use super::specification::Specification;

/// The exact value of a float has no more digits behind the point; what follows are zeros.
const MOST_DIGITS: usize = 1100;

/// A whole number of more digits is written with an exponent.
const DIGITS_OF_REPR: usize = 16;

/// Writes a float, or says what is wrong.
pub(super) fn written(number: f64, specification: &Specification, type_name: &str) -> Result<String, String> {
    let code = specification.code;
    if !code.is_none_or(|code| "eEfFgG%".contains(code)) {
        let code = code.unwrap_or_default();
        return Err(match specification.separator {
            Some(separator) => format!("Cannot specify '{separator}' with '{code}'."),
            None => format!("Unknown format code '{code}' for object of type '{type_name}'"),
        });
    }
    let body = body(number.abs(), specification);
    let mantissa = body.split(['e', 'E', '%']).next().unwrap_or_default();
    let is_zero = number.is_finite() && mantissa.bytes().all(|digit| matches!(digit, b'0' | b'.'));
    let is_negative = number.is_sign_negative() && !number.is_nan() && !(specification.drops_negative_zero && is_zero);
    let sign = match specification.sign {
        _ if is_negative => "-",
        Some('+') => "+",
        Some(' ') => " ",
        _ => "",
    };
    let end = body.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(body.len());
    let (digits, rest) = body.split_at(end);
    Ok(specification.lay_out(sign, digits, rest))
}

fn body(number: f64, specification: &Specification) -> String {
    let Specification { is_alternate, precision, code, .. } = *specification;
    let text = match code.map(|code| code.to_ascii_lowercase()) {
        Some('%') => format!("{}%", fixed(number * 100.0, precision.unwrap_or(6), is_alternate)),
        Some('f') => fixed(number, precision.unwrap_or(6), is_alternate),
        Some('e') => scientific(number, precision.unwrap_or(6), is_alternate),
        Some(_) => General { precision: precision.unwrap_or(6), is_alternate, is_float: false }.written(number),
        None => match precision {
            Some(precision) => General { precision, is_alternate, is_float: true }.written(number),
            None => shortest(number, is_alternate),
        },
    };
    if code.is_some_and(|code| code.is_ascii_uppercase()) { text.to_ascii_uppercase() } else { text }
}

fn infinite(number: f64) -> Option<String> {
    (!number.is_finite()).then(|| if number.is_nan() { "nan".into() } else { "inf".into() })
}

fn fixed(number: f64, precision: usize, is_alternate: bool) -> String {
    if let Some(word) = infinite(number) {
        return word;
    }
    let digits = precision.min(MOST_DIGITS);
    let point = if precision == 0 && is_alternate { "." } else { "" };
    format!("{number:.digits$}{}{point}", "0".repeat(precision - digits))
}

fn scientific(number: f64, precision: usize, is_alternate: bool) -> String {
    if let Some(word) = infinite(number) {
        return word;
    }
    let (digits, exponent) = digits(number, precision + 1);
    with_exponent(&digits, exponent, is_alternate)
}

/// The first digits of a number, and the exponent of the first of them.
fn digits(number: f64, count: usize) -> (String, i32) {
    let precision = (count - 1).min(MOST_DIGITS);
    let text = format!("{number:.precision$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa.replace('.', "");
    (format!("{digits:0<count$}", count = count.min(digits.len().max(count))), exponent.parse().unwrap_or(0))
}

fn with_exponent(digits: &str, exponent: i32, is_alternate: bool) -> String {
    let (first, others) = digits.split_at(1);
    let point = if others.is_empty() && !is_alternate { "" } else { "." };
    format!("{first}{point}{others}e{exponent:+03}")
}

/// As many digits as asked for, in the form that is shorter.
struct General {
    precision: usize,
    is_alternate: bool,
    /// Whether a whole number has a `.0`.
    is_float: bool,
}

impl General {
    fn written(&self, number: f64) -> String {
        if let Some(word) = infinite(number) {
            return word;
        }
        let precision = self.precision.max(1);
        let (digits, exponent) = digits(number, precision);
        self.placed(&digits, exponent)
    }

    fn shortest(&self, number: f64) -> String {
        if let Some(word) = infinite(number) {
            return word;
        }
        let (digits, exponent) = fewest_digits(number);
        self.placed(&digits, exponent)
    }

    fn placed(&self, digits: &str, exponent: i32) -> String {
        let digits = match digits.trim_end_matches('0') {
            _ if self.is_alternate => digits,
            "" => "0",
            trimmed => trimmed,
        };
        let Ok(places) = usize::try_from(exponent) else {
            let zeros = usize::try_from(-exponent - 1).unwrap_or(0);
            let is_small = exponent < -4;
            let plain = || format!("0.{}{digits}", "0".repeat(zeros));
            return if is_small { with_exponent(digits, exponent, self.is_alternate) } else { plain() };
        };
        if places + 1 > self.precision.max(1) - usize::from(self.is_float) {
            return with_exponent(digits, exponent, self.is_alternate);
        }
        match digits.split_at_checked(places + 1) {
            Some((whole, fraction)) if !fraction.is_empty() => format!("{whole}.{fraction}"),
            _ => {
                let end = if self.is_float {
                    ".0"
                } else if self.is_alternate {
                    "."
                } else {
                    ""
                };
                format!("{digits:0<width$}{end}", width = places + 1)
            }
        }
    }
}

/// A number that is not negative, in the form that reads back as it: as `repr` has it.
pub(super) fn shortest(number: f64, is_alternate: bool) -> String {
    General { precision: DIGITS_OF_REPR + 1, is_alternate, is_float: true }.shortest(number)
}

/// The same without `.0`, as in a complex number.
pub(super) fn shortest_part(number: f64) -> String {
    General { precision: DIGITS_OF_REPR, is_alternate: false, is_float: false }.shortest(number)
}

/// The fewest digits that read back as the number; of two such that are as near, the even one.
fn fewest_digits(number: f64) -> (String, i32) {
    let text = format!("{number:e}");
    let count = text.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count();
    let (even, exponent) = digits(number, count);
    let reads_back = format!("{}.{}e{exponent}", &even[..1], &even[1..]).parse() == Ok(number);
    if reads_back {
        return (even, exponent);
    }
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    (mantissa.replace('.', ""), exponent.parse().unwrap_or(0))
}
