//! `%`, `//`, `divmod` and `**` of floats.
//!
//! RustPython 0.5.0 says 3.0 for `-6.0 % 3.0` and 10.0 for `1.0 // 0.1`, and infinity where `**` overflows.

use rustpython_vm::{
    AsObject, PyObject, PyResult, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyFloat, PyInt, try_bigint_to_f64},
    convert::ToPyObject,
};

use super::follow_slots;

const METHODS: [&str; 8] =
    ["__mod__", "__rmod__", "__floordiv__", "__rfloordiv__", "__divmod__", "__rdivmod__", "__pow__", "__rpow__"];

/// ERANGE of Linux and macOS.
const OUT_OF_RANGE: i32 = 34;

pub(super) fn mend(vm: &VirtualMachine) {
    let class = vm.ctx.types.float_type;
    let slots = &class.slots.as_number;
    slots.remainder.store(Some(remainder));
    slots.right_remainder.store(Some(remainder));
    slots.floor_divide.store(Some(floor_divide));
    slots.right_floor_divide.store(Some(floor_divide));
    slots.divmod.store(Some(divmod));
    slots.right_divmod.store(Some(divmod));
    slots.power.store(Some(power));
    slots.right_power.store(Some(power));
    follow_slots(vm, class, &METHODS);
}

fn remainder(number: &PyObject, divisor: &PyObject, vm: &VirtualMachine) -> PyResult {
    divide(number, divisor, |(_, rest), vm| rest.to_pyobject(vm), vm)
}

fn floor_divide(number: &PyObject, divisor: &PyObject, vm: &VirtualMachine) -> PyResult {
    divide(number, divisor, |(quotient, _), vm| quotient.to_pyobject(vm), vm)
}

fn divmod(number: &PyObject, divisor: &PyObject, vm: &VirtualMachine) -> PyResult {
    divide(number, divisor, |both, vm| both.to_pyobject(vm), vm)
}

fn divide(
    number: &PyObject,
    divisor: &PyObject,
    choose: impl Fn((f64, f64), &VirtualMachine) -> rustpython_vm::PyObjectRef,
    vm: &VirtualMachine,
) -> PyResult {
    let (Some(number), Some(divisor)) = (operand(number, vm)?, operand(divisor, vm)?) else {
        return Ok(vm.ctx.not_implemented());
    };
    if divisor == 0.0 {
        return Err(vm.new_zero_division_error("division by zero"));
    }
    Ok(choose(quotient_and_rest(number, divisor), vm))
}

fn operand(object: &PyObject, vm: &VirtualMachine) -> PyResult<Option<f64>> {
    if let Some(float) = object.downcast_ref::<PyFloat>() {
        return Ok(Some(float.to_f64()));
    }
    object.downcast_ref::<PyInt>().map(|int| try_bigint_to_f64(int.as_bigint(), vm)).transpose()
}

/// Divides as CPython does: the rest has the sign of the divisor and comes first, the quotient is made to fit it.
fn quotient_and_rest(number: f64, divisor: f64) -> (f64, f64) {
    let mut rest = number % divisor;
    let mut quotient = (number - rest) / divisor;
    if rest == 0.0 {
        rest = 0.0_f64.copysign(divisor);
    } else if (divisor < 0.0) != (rest < 0.0) {
        rest += divisor;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0.0_f64.copysign(number / divisor), rest);
    }
    let floor = quotient.floor();
    (if quotient - floor > 0.5 { floor + 1.0 } else { floor }, rest)
}

fn power(base: &PyObject, exponent: &PyObject, modulus: &PyObject, vm: &VirtualMachine) -> PyResult {
    if !vm.is_none(modulus) {
        return Err(vm.new_type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    let (Some(base), Some(exponent)) = (operand(base, vm)?, operand(exponent, vm)?) else {
        return Ok(vm.ctx.not_implemented());
    };
    if !base.is_finite() || !exponent.is_finite() {
        return Ok(base.powf(exponent).to_pyobject(vm));
    }
    if base == 0.0 && exponent < 0.0 {
        return Err(vm.new_zero_division_error("zero to a negative power"));
    }
    if base < 0.0 && exponent.fract() != 0.0 {
        return complex_power(base, exponent, vm);
    }
    let result = base.powf(exponent);
    if result.is_finite() { Ok(result.to_pyobject(vm)) } else { Err(out_of_range(vm)) }
}

/// A broken power of a negative number.
fn complex_power(base: f64, exponent: f64, vm: &VirtualMachine) -> PyResult {
    let length = base.abs().powf(exponent);
    let (sine, cosine) = (std::f64::consts::PI * exponent).sin_cos();
    if !length.is_finite() {
        return Err(vm.new_overflow_error("complex exponentiation"));
    }
    vm.ctx.types.complex_type.as_object().call((length * cosine, length * sine), vm)
}

fn out_of_range(vm: &VirtualMachine) -> PyBaseExceptionRef {
    let words = "Numerical result out of range";
    let args = vec![vm.ctx.new_int(OUT_OF_RANGE).into(), vm.ctx.new_str(words).into()];
    vm.new_exception(vm.ctx.exceptions.overflow_error.to_owned(), args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_an_exact_multiple_is_nothing() {
        assert_eq!(quotient_and_rest(-6.0, 3.0), (-2.0, 0.0));
        assert_eq!(quotient_and_rest(-7385.0, 0.25), (-29540.0, 0.0));
        assert!(quotient_and_rest(6.0, -3.0).1.is_sign_negative());
    }

    #[test]
    fn the_quotient_is_whole_and_fits_the_rest() {
        assert_eq!(quotient_and_rest(1.0, 0.1).0, 9.0);
        assert_eq!(quotient_and_rest(10.5, 0.7).0, 15.0);
        assert_eq!(quotient_and_rest(-1.0, f64::INFINITY), (-1.0, f64::INFINITY));
    }
}
