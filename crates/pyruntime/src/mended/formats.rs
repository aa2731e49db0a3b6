//! `__format__` of floats, integers and texts: what `f'{value:...}'`, `format` and `str.format` ask.
//!
//! RustPython 0.5.0 goes wrong with floats (`floats.rs`), ignores the specification of `True` and counts the bytes of a
//! text where characters are meant, ending the run inside of one.

use std::sync::OnceLock;

use rustpython_vm::{
    AsObject, Py, PyObjectRef, PyRef, PyResult, VirtualMachine,
    builtins::{PyFloat, PyInt, PyStr, PyType, PyUtf8StrRef, try_bigint_to_f64},
    common::wtf8::Wtf8Buf,
    convert::ToPyObject,
};

use super::{
    floats, replace_method,
    specification::{Align, Specification},
};

const FORMAT: &str = "__format__";

/// What formats an integer as an integer, and a number as the locale has it.
static INTS: OnceLock<PyObjectRef> = OnceLock::new();
static FLOATS: OnceLock<PyObjectRef> = OnceLock::new();

pub(super) fn mend(vm: &VirtualMachine) {
    let types = &vm.ctx.types;
    keep(types.int_type, &INTS, vm);
    keep(types.float_type, &FLOATS, vm);
    replace_method(vm, types.float_type, FORMAT, format_float);
    replace_method(vm, types.int_type, FORMAT, format_int);
    replace_method(vm, types.str_type, FORMAT, format_text);
    // It is an integer's.
    types.bool_type.modified();
    types.bool_type.attributes.write().swap_remove(vm.ctx.intern_str(FORMAT));
}

fn keep(class: &Py<PyType>, place: &OnceLock<PyObjectRef>, vm: &VirtualMachine) {
    if let Some(method) = class.attributes.read().get(vm.ctx.intern_str(FORMAT)) {
        place.get_or_init(|| method.clone());
    }
}

fn kept(place: &OnceLock<PyObjectRef>, number: PyObjectRef, text: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult {
    let method = place.get().ok_or_else(|| vm.new_system_error("__format__ was lost"))?;
    method.call((number, text), vm)
}

fn format_float(number: PyRef<PyFloat>, text: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult {
    if text.is_empty() {
        return Ok(number.as_object().str(vm)?.into());
    }
    if text.as_str().ends_with('n') {
        return kept(&FLOATS, number.into(), text, vm);
    }
    formatted(number.to_f64(), text.as_str(), "float", vm)
}

fn format_int(number: PyRef<PyInt>, text: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult {
    if text.is_empty() {
        return Ok(number.as_object().str(vm)?.into());
    }
    if !text.as_str().ends_with(['e', 'E', 'f', 'F', 'g', 'G', '%']) {
        return kept(&INTS, number.into(), text, vm);
    }
    formatted(try_bigint_to_f64(number.as_bigint(), vm)?, text.as_str(), "int", vm)
}

fn formatted(number: f64, text: &str, type_name: &str, vm: &VirtualMachine) -> PyResult {
    let written = Specification::read(text, Align::Right, type_name)
        .and_then(|specification| floats::written(number, &specification, type_name));
    written.map(|text| text.to_pyobject(vm)).map_err(|words| vm.new_value_error(words))
}

fn format_text(value: PyRef<PyStr>, text: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult {
    if text.is_empty() {
        let is_plain = value.class().is(vm.ctx.types.str_type);
        return if is_plain { Ok(value.into()) } else { Ok(value.as_object().str(vm)?.into()) };
    }
    let type_name = value.class().name().to_string();
    let specification = Specification::read(text.as_str(), Align::Left, &type_name)
        .and_then(|specification| refusal(&specification).map_or(Ok(specification), Err))
        .map_err(|words| vm.new_value_error(words))?;
    let length = value.char_len().min(specification.precision.unwrap_or(usize::MAX));
    let (before, after) = specification.padding(length);
    let mut padded = Wtf8Buf::from_string(before);
    padded.extend(value.as_wtf8().code_points().take(length));
    padded.push_str(&after);
    Ok(padded.to_pyobject(vm))
}

/// Why a text cannot be formatted so.
fn refusal(specification: &Specification) -> Option<String> {
    let code = specification.code.unwrap_or('s');
    if let Some(separator) = specification.separator {
        return Some(format!("Cannot specify '{separator}' with '{code}'."));
    }
    if code != 's' {
        return Some(format!("Unknown format code '{code}' for object of type 'str'"));
    }
    let refused = match specification {
        Specification { sign: Some(' '), .. } => "Space",
        Specification { sign: Some(_), .. } => "Sign",
        Specification { drops_negative_zero: true, .. } => "Negative zero coercion (z)",
        Specification { is_alternate: true, .. } => "Alternate form (#)",
        Specification { align: Align::AfterSign, .. } => "'=' alignment",
        _ => return None,
    };
    Some(format!("{refused} not allowed in string format specifier"))
}
