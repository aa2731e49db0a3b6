//! `__format__` of floats, integers and texts: what `f'{value:...}'`, `format` and `str.format` ask.
//!
//! RustPython 0.5.0 goes wrong with floats (`floats.rs`), ignores the specification of `True` and counts the bytes of a
//! text where characters are meant, ending the run inside of one.

use rustpython_vm::{
    AsObject, PyRef, PyResult, VirtualMachine,
    builtins::{PyFloat, PyInt, PyStr, PyUtf8StrRef, try_bigint_to_f64},
    common::wtf8::Wtf8Buf,
    convert::ToPyObject,
};

use super::{
    Original, floats, replace_method,
    specification::{Align, Specification},
};

const FORMAT: &str = "__format__";

/// What formats an integer as an integer, and a number as the locale has it.
static INTS: Original = Original::new(FORMAT);
static FLOATS: Original = Original::new(FORMAT);

pub(super) fn mend(vm: &VirtualMachine) {
    let types = &vm.ctx.types;
    FLOATS.replace(vm, types.float_type, format_float);
    INTS.replace(vm, types.int_type, format_int);
    replace_method(vm, types.str_type, FORMAT, format_text);
    // It is an integer's.
    types.bool_type.modified();
    types.bool_type.attributes.write().swap_remove(vm.ctx.intern_str(FORMAT));
}

fn format_float(number: PyRef<PyFloat>, text: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult {
    if text.is_empty() {
        return Ok(number.as_object().str(vm)?.into());
    }
    if text.as_str().ends_with('n') {
        return FLOATS.call((number, text), vm);
    }
    formatted(number.to_f64(), text.as_str(), "float", vm)
}

fn format_int(number: PyRef<PyInt>, text: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult {
    if text.is_empty() {
        return Ok(number.as_object().str(vm)?.into());
    }
    if !text.as_str().ends_with(['e', 'E', 'f', 'F', 'g', 'G', '%']) {
        return INTS.call((number, text), vm);
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
