//! `sum` of floats.
//!
//! RustPython 0.5.0 adds them up as they come: `sum([0.1] * 10)` is 0.9999999999999999, where CPython since 3.12 keeps
//! what each addition loses (Neumaier) and says 1.0.

use rustpython_vm::{
    AsObject, FromArgs, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyByteArray, PyBytes, PyFloat, PyInt, PyStr},
    convert::ToPyObject,
    function::{ArgIterable, OptionalArg},
};

#[derive(FromArgs)]
pub(super) struct SumArgs {
    #[pyarg(positional)]
    iterable: ArgIterable,
    #[pyarg(any, optional)]
    start: OptionalArg<PyObjectRef>,
}

pub(super) fn sum(SumArgs { iterable, start }: SumArgs, vm: &VirtualMachine) -> PyResult {
    let start = start.unwrap_or_else(|| vm.ctx.new_int(0).into());
    if let Some(refusal) = refusal(&start) {
        return Err(vm.new_type_error(refusal));
    }
    let mut sum = Sum::of(start, vm);
    for item in iterable.iter(vm)? {
        let item = item?;
        sum = sum.with(&item, vm)?;
    }
    Ok(sum.into_object(vm))
}

fn refusal(start: &PyObject) -> Option<&'static str> {
    if start.downcastable::<PyStr>() {
        return Some("sum() can't sum strings [use ''.join(seq) instead]");
    }
    if start.downcastable::<PyBytes>() {
        return Some("sum() can't sum bytes [use b''.join(seq) instead]");
    }
    start.downcastable::<PyByteArray>().then_some("sum() can't sum bytearray [use b''.join(seq) instead]")
}

/// A sum becomes floats when it meets one, and anything at something else; it never goes back.
enum Sum {
    Ints(i64),
    Floats(Floats),
    Any(PyObjectRef),
}

impl Sum {
    fn of(start: PyObjectRef, vm: &VirtualMachine) -> Self {
        match start.downcast_ref_if_exact::<PyInt>(vm).and_then(|int| small(int, vm)) {
            Some(int) => Self::Ints(int),
            None => Self::reached(start, vm),
        }
    }

    fn reached(sum: PyObjectRef, vm: &VirtualMachine) -> Self {
        match sum.downcast_ref_if_exact::<PyFloat>(vm) {
            Some(float) => Self::Floats(Floats { sum: float.to_f64(), lost: 0.0 }),
            None => Self::Any(sum),
        }
    }

    fn with(self, item: &PyObject, vm: &VirtualMachine) -> PyResult<Self> {
        match self {
            Self::Ints(sum) => {
                let is_int = item.class().is(vm.ctx.types.int_type) || item.class().is(vm.ctx.types.bool_type);
                let int = item.downcast_ref::<PyInt>().filter(|_| is_int).and_then(|int| small(int, vm));
                match int.and_then(|int| sum.checked_add(int)) {
                    Some(sum) => Ok(Self::Ints(sum)),
                    None => Ok(Self::reached(vm._add(vm.ctx.new_int(sum).as_object(), item)?, vm)),
                }
            }
            Self::Floats(floats) => {
                if let Some(float) = item.downcast_ref_if_exact::<PyFloat>(vm) {
                    return Ok(Self::Floats(floats.with(float.to_f64())));
                }
                match item.downcast_ref::<PyInt>().and_then(|int| small(int, vm)) {
                    #[expect(clippy::cast_precision_loss, reason = "as in CPython")]
                    Some(int) => Ok(Self::Floats(Floats { sum: floats.sum + int as f64, ..floats })),
                    None => Ok(Self::Any(vm._add(&floats.total().to_pyobject(vm), item)?)),
                }
            }
            Self::Any(sum) => Ok(Self::Any(vm._add(&sum, item)?)),
        }
    }

    fn into_object(self, vm: &VirtualMachine) -> PyObjectRef {
        match self {
            Self::Ints(sum) => vm.ctx.new_int(sum).into(),
            Self::Floats(floats) => floats.total().to_pyobject(vm),
            Self::Any(sum) => sum,
        }
    }
}

fn small(int: &PyInt, vm: &VirtualMachine) -> Option<i64> {
    int.try_to_primitive::<i64>(vm).ok()
}

/// A sum of floats, and what the additions have lost of it.
#[derive(Clone, Copy)]
struct Floats {
    sum: f64,
    lost: f64,
}

impl Floats {
    fn with(self, item: f64) -> Self {
        let sum = self.sum + item;
        let lost = if self.sum.abs() >= item.abs() { (self.sum - sum) + item } else { (item - sum) + self.sum };
        Self { sum, lost: self.lost + lost }
    }

    fn total(self) -> f64 {
        // An infinite sum would become no number, and -0.0 lose its sign.
        if self.lost != 0.0 && self.lost.is_finite() { self.sum + self.lost } else { self.sum }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum_of(items: &[f64]) -> f64 {
        items.iter().fold(Floats { sum: 0.0, lost: 0.0 }, |floats, item| floats.with(*item)).total()
    }

    #[test]
    fn what_an_addition_loses_is_kept() {
        assert_eq!([sum_of(&[0.1; 10]), sum_of(&[1.0, 1e100, 1.0, -1e100])], [1.0, 2.0]);
    }

    #[test]
    fn an_infinite_sum_stays_one() {
        assert_eq!(sum_of(&[f64::INFINITY, 1.0]), f64::INFINITY);
    }
}
