//! `repr` of floats and complex numbers.
//!
//! RustPython 0.5.0 takes the greater of two last digits that are as near, where CPython takes the even one, and writes
//! the parts of a complex number without exponents.

use rustpython_vm::{
    PyObject, PyRef, PyResult, VirtualMachine,
    builtins::{PyComplex, PyFloat, PyStr},
};

use super::{floats, follow_slots};

pub(super) fn mend(vm: &VirtualMachine) {
    let types = &vm.ctx.types;
    for (class, repr) in [(types.float_type, repr_float as Repr), (types.complex_type, repr_complex as Repr)] {
        class.slots.repr.store(Some(repr));
        follow_slots(vm, class, &["__repr__"]);
    }
}

type Repr = fn(&PyObject, &VirtualMachine) -> PyResult<PyRef<PyStr>>;

fn repr_float(object: &PyObject, vm: &VirtualMachine) -> PyResult<PyRef<PyStr>> {
    let float = object.downcast_ref::<PyFloat>().ok_or_else(|| vm.new_type_error("a float is needed"))?;
    Ok(vm.ctx.new_str(float_text(float.to_f64())))
}

fn float_text(number: f64) -> String {
    format!("{}{}", sign(number, ""), floats::shortest(number.abs(), false))
}

fn repr_complex(object: &PyObject, vm: &VirtualMachine) -> PyResult<PyRef<PyStr>> {
    let complex = object.downcast_ref::<PyComplex>().ok_or_else(|| vm.new_type_error("a complex is needed"))?;
    let complex = complex.to_complex();
    Ok(vm.ctx.new_str(complex_text(complex.re, complex.im)))
}

fn complex_text(real: f64, imaginary: f64) -> String {
    let part = floats::shortest_part(imaginary.abs());
    if real == 0.0 && real.is_sign_positive() {
        return format!("{}{part}j", sign(imaginary, ""));
    }
    format!("({}{}{}{part}j)", sign(real, ""), floats::shortest_part(real.abs()), sign(imaginary, "+"))
}

fn sign(number: f64, positive: &'static str) -> &'static str {
    if number.is_sign_negative() && !number.is_nan() { "-" } else { positive }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_last_digits_as_near_the_even_one_is_taken() {
        assert_eq!([float_text(7.25_f64.powi(6)), float_text(-0.0)], ["145220.53735351562", "-0.0"]);
    }

    #[test]
    fn great_and_small_numbers_have_exponents() {
        let texts = [1e16, 1e15, 1e-4, -1e-5, 5e-324, f64::MAX].map(float_text);
        assert_eq!(texts, ["1e+16", "1000000000000000.0", "0.0001", "-1e-05", "5e-324", "1.7976931348623157e+308"]);
    }

    #[test]
    fn the_parts_of_a_complex_number_have_no_point_if_they_are_whole() {
        let texts = [complex_text(0.0, 1e20), complex_text(-0.0, -2.0), complex_text(1.5, f64::NAN)];
        assert_eq!(texts, ["1e+20j", "(-0-2j)", "(1.5+nanj)"]);
    }
}
