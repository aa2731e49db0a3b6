//! `round` of floats.
//!
//! RustPython 0.5.0 multiplies by a power of ten, which is not exact: it says 0.2 for `round(0.15, 1)`.

use std::cmp::Ordering;

use rustpython_vm::{
    AsObject, PyRef, PyResult, VirtualMachine,
    builtins::{PyFloat, PyIntRef},
    convert::ToPyObject,
    function::OptionalOption,
};

use super::replace_method;

/// A float has no more digits behind its point that differ from its shortest form, and none before it.
const MOST_DIGITS: usize = 400;

pub(super) fn mend(vm: &VirtualMachine) {
    replace_method(vm, vm.ctx.types.float_type, "__round__", round);
}

fn round(number: PyRef<PyFloat>, digits: OptionalOption<PyIntRef>, vm: &VirtualMachine) -> PyResult {
    let number = number.to_f64();
    let Some(digits) = digits.flatten() else { return to_int(number, vm) };
    // A number of digits that fits no i64 is as good as the greatest that does.
    let digits =
        digits.try_to_primitive::<i64>(vm).unwrap_or_else(|_| if is_negative(&digits) { i64::MIN } else { i64::MAX });
    let rounded = rounded(number, digits);
    if number.is_finite() && !rounded.is_finite() {
        return Err(vm.new_overflow_error("rounded value too large to represent"));
    }
    Ok(rounded.to_pyobject(vm))
}

fn is_negative(digits: &PyIntRef) -> bool {
    digits.as_bigint() < &0.into()
}

fn to_int(number: f64, vm: &VirtualMachine) -> PyResult {
    if number.is_nan() {
        return Err(vm.new_value_error("cannot convert float NaN to integer"));
    }
    if number.is_infinite() {
        return Err(vm.new_overflow_error("cannot convert float infinity to integer"));
    }
    let whole = vm.ctx.new_float(number.round_ties_even());
    Ok(whole.as_object().try_int(vm)?.into())
}

/// The nearest float with so many decimal digits behind the point; ties, which are of the exact value, go to even.
fn rounded(number: f64, digits: i64) -> f64 {
    if !number.is_finite() {
        return number;
    }
    match usize::try_from(digits) {
        Ok(digits) if digits > MOST_DIGITS => number,
        Ok(digits) => format!("{number:.digits$}").parse().unwrap_or(number),
        Err(_) => rounded_before_the_point(number, usize::try_from(digits.unsigned_abs()).unwrap_or(usize::MAX)),
    }
}

fn rounded_before_the_point(number: f64, places: usize) -> f64 {
    let whole = format!("{:.0}", number.abs().trunc());
    if places > whole.len() {
        return 0.0_f64.copysign(number);
    }
    let (kept, cut) = whole.split_at(whole.len() - places);
    let half = format!("5{}", "0".repeat(places - 1));
    let goes_up = match cut.cmp(half.as_str()) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal => number.fract() != 0.0 || kept.ends_with(['1', '3', '5', '7', '9']),
    };
    let kept = if goes_up { one_more(kept) } else { kept.to_owned() };
    let zeros = "0".repeat(places);
    format!("{kept}{zeros}").parse().unwrap_or(number).copysign(number)
}

/// The number after this one, both as digits.
fn one_more(digits: &str) -> String {
    let rest = digits.trim_end_matches('9');
    let zeros = "0".repeat(digits.len() - rest.len());
    match rest.char_indices().next_back().zip(rest.bytes().next_back()) {
        Some(((at, _), last)) => format!("{}{}{zeros}", &rest[..at], char::from(last + 1)),
        None => format!("1{zeros}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_half_is_judged_by_its_exact_value() {
        assert_eq!(
            [rounded(0.15, 1), rounded(2.675, 2), rounded(882.705, 2), rounded(0.5, 0)],
            [0.1, 2.67, 882.71, 0.0]
        );
    }

    #[test]
    fn tens_are_rounded_to_even_unless_a_fraction_is_left() {
        assert_eq!(
            [rounded(25.0, -1), rounded(35.0, -1), rounded(25.5, -1), rounded(-99.0, -1)],
            [20.0, 40.0, 30.0, -100.0]
        );
        assert_eq!([rounded(5.0, -1), rounded(5.5, -1), rounded(60.0, -2), rounded(60.0, -3)], [0.0, 10.0, 100.0, 0.0]);
    }

    #[test]
    fn what_cannot_be_rounded_is_itself() {
        assert!(rounded(f64::NAN, 2).is_nan());
        assert_eq!(
            [rounded(f64::INFINITY, -2), rounded(0.1, i64::MAX), rounded(0.1, i64::MIN)],
            [f64::INFINITY, 0.1, 0.0]
        );
    }
}
