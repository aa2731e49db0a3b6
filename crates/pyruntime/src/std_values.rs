//! Dates, times and decimals of Python, made and read without running the Python code that the interpreter has for them:
//! a long result has a million of them.
//!
//! The classes are those of `_pydatetime` and `_pydecimal`, whose objects are nothing but their slots. What is not as
//! expected (a subclass, another form of text) is left to the class itself: the answer is then `None`.

use rustpython_vm::{AsObject, PyObjectRef, PyResult, TryFromObject, VirtualMachine, function::PySetterValue};

/// Makes a `date`, `time`, `datetime` or `Decimal` from the text that the wire has.
pub(crate) fn make(kind: &str, text: &str, vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
    let int = |number: u32| vm.ctx.new_int(number).into();
    let unhashed = || ("_hashcode", vm.ctx.new_int(-1).into());
    match kind {
        "date" => match Date::read(text) {
            Some(date) => date.slots(int).into_iter().chain([unhashed()]).fill("datetime", "date", vm),
            None => Ok(None),
        },
        "time" => match Time::read(text) {
            Some((time, Offset::None)) => {
                time.slots(int, vm.ctx.none()).into_iter().chain([unhashed()]).fill("datetime", "time", vm)
            }
            _ => Ok(None),
        },
        "datetime" => {
            let Some((date, time)) = text.split_once('T') else { return Ok(None) };
            let (Some(date), Some((time, offset))) = (Date::read(date), Time::read(time)) else { return Ok(None) };
            let zone = match offset {
                Offset::None => vm.ctx.none(),
                Offset::Utc => vm.import("datetime", 0)?.get_attr("timezone", vm)?.get_attr("utc", vm)?,
            };
            let slots = date.slots(int).into_iter().chain(time.slots(int, zone)).chain([unhashed()]);
            slots.fill("datetime", "datetime", vm)
        }
        "decimal" => match Decimal::read(text) {
            Some(Decimal { sign, digits, exponent }) => [
                ("_sign", int(sign)),
                ("_int", vm.ctx.new_str(digits).into()),
                ("_exp", vm.ctx.new_int(exponent).into()),
                ("_is_special", vm.ctx.new_bool(false).into()),
            ]
            .into_iter()
            .fill("decimal", "Decimal", vm),
            None => Ok(None),
        },
        _ => Ok(None),
    }
}

/// The wire's kind of such an object and its text.
pub(crate) fn read(object: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Option<(&'static str, String)>> {
    let class = object.class();
    let Some(module) = class.get_attr(vm.ctx.intern_str("__module__")) else { return Ok(None) };
    let is_of = |name: &str| module.str(vm).is_ok_and(|module| module.to_string_lossy() == name);
    let number = |slot: &'static str| -> PyResult<i64> { i64::try_from_object(vm, object.get_attr(slot, vm)?) };
    let date = || -> PyResult<String> {
        Ok(format!("{:04}-{:02}-{:02}", number("_year")?, number("_month")?, number("_day")?))
    };
    let time = || -> PyResult<String> {
        let text = format!("{:02}:{:02}:{:02}", number("_hour")?, number("_minute")?, number("_second")?);
        Ok(match number("_microsecond")? {
            0 => text,
            microsecond => format!("{text}.{microsecond:06}"),
        })
    };
    let has_zone = || -> PyResult<bool> { object.get_attr("_tzinfo", vm).map(|zone| !vm.is_none(&zone)) };
    Ok(match &*class.name() {
        "date" if is_of("datetime") => Some(("date", date()?)),
        "time" if is_of("datetime") && !has_zone()? => Some(("time", time()?)),
        "datetime" if is_of("datetime") && !has_zone()? => Some(("datetime", format!("{}T{}", date()?, time()?))),
        "Decimal" if is_of("decimal") && !object.get_attr("_is_special", vm)?.try_to_bool(vm)? => {
            let digits = object.get_attr("_int", vm)?.str(vm)?.to_string_lossy().into_owned();
            let decimal = Decimal { sign: u32::from(number("_sign")? != 0), digits, exponent: number("_exp")? };
            decimal.text().map(|text| ("decimal", text))
        }
        _ => None,
    })
}

/// Fills the slots of a new object.
trait Fill: Iterator<Item = (&'static str, PyObjectRef)> + Sized {
    fn fill(self, module: &'static str, class: &'static str, vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
        let class = vm.import(module, 0)?.get_attr(class, vm)?;
        let new = vm.ctx.types.object_type.as_object().get_attr("__new__", vm)?;
        let made = new.call((class,), vm)?;
        for (name, value) in self {
            made.generic_setattr(vm.ctx.intern_str(name), PySetterValue::Assign(value), vm)?;
        }
        Ok(Some(made))
    }
}

impl<Slots: Iterator<Item = (&'static str, PyObjectRef)>> Fill for Slots {}

struct Date {
    year: u32,
    month: u32,
    day: u32,
}

impl Date {
    fn read(text: &str) -> Option<Self> {
        let [year, month, day] = numbers(text, '-', [4, 2, 2])?;
        let is_one =
            (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
        is_one.then_some(Self { year, month, day })
    }

    fn slots(self, int: impl Fn(u32) -> PyObjectRef) -> [(&'static str, PyObjectRef); 3] {
        [("_year", int(self.year)), ("_month", int(self.month)), ("_day", int(self.day))]
    }
}

/// What a text says behind a time.
enum Offset {
    None,
    Utc,
}

struct Time {
    hour: u32,
    minute: u32,
    second: u32,
    microsecond: u32,
}

impl Time {
    fn read(text: &str) -> Option<(Self, Offset)> {
        let (text, offset) = match text.strip_suffix("+00:00") {
            Some(text) => (text, Offset::Utc),
            None => (text, Offset::None),
        };
        let (clock, microsecond) = match text.split_once('.') {
            Some((clock, fraction)) if fraction.len() == 6 => (clock, number(fraction)?),
            Some(_) => return None,
            None => (text, 0),
        };
        let [hour, minute, second] = numbers(clock, ':', [2, 2, 2])?;
        (hour < 24 && minute < 60 && second < 60).then_some((Self { hour, minute, second, microsecond }, offset))
    }

    fn slots(self, int: impl Fn(u32) -> PyObjectRef, zone: PyObjectRef) -> [(&'static str, PyObjectRef); 6] {
        [
            ("_hour", int(self.hour)),
            ("_minute", int(self.minute)),
            ("_second", int(self.second)),
            ("_microsecond", int(self.microsecond)),
            ("_tzinfo", zone),
            ("_fold", int(0)),
        ]
    }
}

/// A finite one: `digits` times ten to the power of `exponent`.
#[derive(Debug, PartialEq)]
struct Decimal {
    sign: u32,
    digits: String,
    exponent: i64,
}

impl Decimal {
    fn read(text: &str) -> Option<Self> {
        let (sign, unsigned) = match text.strip_prefix('-') {
            Some(unsigned) => (1, unsigned),
            None => (0, text),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all = format!("{whole}{fraction}");
        if whole.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = match all.trim_start_matches('0') {
            "" => "0".to_owned(),
            digits => digits.to_owned(),
        };
        Some(Self { sign, digits, exponent: -i64::try_from(fraction.len()).ok()? })
    }

    /// `None` where Python writes an exponent.
    fn text(&self) -> Option<String> {
        let length = i64::try_from(self.digits.len()).ok()?;
        let point = self.exponent + length;
        if self.exponent > 0 || point <= -6 {
            return None;
        }
        let sign = if self.sign == 1 { "-" } else { "" };
        let digits = &self.digits;
        Some(match usize::try_from(point) {
            Ok(0) | Err(_) => format!("{sign}0.{}{digits}", "0".repeat(usize::try_from(-point).ok()?)),
            Ok(point) if point == digits.len() => format!("{sign}{digits}"),
            Ok(point) => format!("{sign}{}.{}", &digits[..point], &digits[point..]),
        })
    }
}

fn days_of(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Reads numbers of so many digits with a mark between them.
fn numbers<const COUNT: usize>(text: &str, mark: char, lengths: [usize; COUNT]) -> Option<[u32; COUNT]> {
    let mut parts = text.split(mark);
    let mut found = [0; COUNT];
    for (place, length) in found.iter_mut().zip(lengths) {
        *place = number(parts.next().filter(|part| part.len() == length)?)?;
    }
    parts.next().is_none().then_some(found)
}

fn number(digits: &str) -> Option<u32> {
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_written_as_python_does() {
        let cases = ["0", "1", "-1.50", "0.001", "-0.00", "123456789012345678901234567890.12", "0.0000001", "100"];
        for text in cases {
            let read = Decimal::read(text).unwrap();
            // Python writes 1E-7 for the one with seven places.
            assert_eq!(read.text().as_deref(), (text != "0.0000001").then_some(text), "{read:?}");
        }
        for strange in ["", ".5", "1E+2", "NaN", "-", "1 ", "١"] {
            assert_eq!(Decimal::read(strange), None, "{strange}");
        }
    }

    #[test]
    fn days_that_no_month_has_are_left_to_python() {
        assert!(Date::read("2024-02-29").is_some());
        for strange in ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "0000-01-01", "24-01-01", "2024-1-01"] {
            assert!(Date::read(strange).is_none(), "{strange}");
        }
        assert!(
            Time::read("24:00:00").is_none() && Time::read("10:00:00.5").is_none() && Time::read("10:00").is_none()
        );
    }
}
