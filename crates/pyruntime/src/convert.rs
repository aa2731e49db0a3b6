//! Python objects to wire JSON and back. `schema::Value` has the list of tagged forms.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use rustpython_vm::{
    AsObject, PyObjectRef, PyResult, TryFromObject, VirtualMachine,
    builtins::{PyBytes, PyDict, PyFloat, PyInt, PyList, PyStr, PyTuple},
};
use serde_json::{Map, Number, Value as Json, json};

use crate::std_values;

/// Turns a Python object into wire JSON. A shim object describes itself by `_wire()`.
pub(crate) fn to_json(object: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Json> {
    if vm.is_none(object) {
        return Ok(Json::Null);
    }
    if object.class().is(vm.ctx.types.bool_type) {
        return Ok(Json::Bool(object.is(&vm.ctx.true_value)));
    }
    if let Some(text) = object.downcast_ref::<PyStr>() {
        return Ok(Json::String(text.to_string_lossy().into_owned()));
    }
    if let Some(integer) = object.downcast_ref::<PyInt>() {
        let integer = integer.as_bigint();
        return Ok(
            i64::try_from(integer).map_or_else(|_| tagged("int", json!(integer.to_string())), |small| json!(small))
        );
    }
    if let Some(float) = object.downcast_ref::<PyFloat>() {
        let float = float.to_f64();
        return Ok(Number::from_f64(float).map_or_else(|| tagged("float", json!(infinite_text(float))), Json::Number));
    }
    if let Some(list) = object.downcast_ref::<PyList>() {
        // The borrow must not be held while Python code runs.
        let items = list.borrow_vec().to_vec();
        return items.iter().map(|item| to_json(item, vm)).collect::<PyResult<_>>().map(Json::Array);
    }
    if let Some(tuple) = object.downcast_ref::<PyTuple>() {
        return tuple.as_slice().iter().map(|item| to_json(item, vm)).collect::<PyResult<_>>().map(Json::Array);
    }
    if let Some(dict) = object.downcast_ref::<PyDict>() {
        return dict_to_json(dict, vm).map(Json::Object);
    }
    if let Some(bytes) = object.downcast_ref::<PyBytes>() {
        return Ok(tagged("bytes", json!(BASE64.encode(bytes.as_bytes()))));
    }
    if let Some(describe) = vm.get_attribute_opt(object.clone(), vm.ctx.intern_str("_wire"))? {
        let plain = vm.with_recursion("while reading a schema object", || describe.call((), vm))?;
        return to_json(&plain, vm);
    }
    if let Some((kind, text)) = std_values::read(object, vm)? {
        return Ok(tagged(kind, json!(text)));
    }
    value_of_class(object, vm)
}

fn dict_to_json(dict: &PyDict, vm: &VirtualMachine) -> PyResult<Map<String, Json>> {
    let mut fields = Map::new();
    for (key, value) in dict.items_vec() {
        let key = key.str(vm)?.to_string_lossy().into_owned();
        fields.insert(key, to_json(&value, vm)?);
    }
    Ok(fields)
}

/// The classes of the standard library that databases know, found by name so that nothing must be imported.
fn value_of_class(object: &PyObjectRef, vm: &VirtualMachine) -> PyResult<Json> {
    let class = object.class();
    let names: Vec<String> = class.mro_map_collect(|class| class.name().to_string());
    let is = |name: &str| names.iter().any(|of| of == name);
    let text = |method: &'static str| -> PyResult<Json> {
        Ok(json!(vm.call_method(object, method, ())?.str(vm)?.to_string_lossy()))
    };
    let plain_text = || -> PyResult<Json> { Ok(json!(object.str(vm)?.to_string_lossy())) };
    let integer = |name: &'static str| -> PyResult<i64> { i64::try_from_object(vm, object.get_attr(name, vm)?) };
    if is("datetime") {
        return Ok(tagged("datetime", text("isoformat")?));
    }
    if is("date") {
        return Ok(tagged("date", text("isoformat")?));
    }
    if is("time") {
        return Ok(tagged("time", text("isoformat")?));
    }
    if is("timedelta") {
        return Ok(tagged("interval", json!([integer("days")?, integer("seconds")?, integer("microseconds")?])));
    }
    if is("Decimal") {
        return Ok(tagged("decimal", plain_text()?));
    }
    if is("UUID") {
        return Ok(tagged("uuid", plain_text()?));
    }
    if is("bytearray") || is("memoryview") {
        let bytes = vm.ctx.types.bytes_type.as_object().call((object.clone(),), vm)?;
        return to_json(&bytes, vm);
    }
    if is("set") || is("frozenset") {
        let list = vm.ctx.types.list_type.as_object().call((object.clone(),), vm)?;
        return to_json(&list, vm);
    }
    // It answers to every name, `items` included.
    if vm.get_attribute_opt(object.clone(), vm.ctx.intern_str("_is_stand_in"))?.is_some() {
        let message = format!("{} is not a value that Limbeck can compute", object.repr(vm)?.to_string_lossy());
        return Err(vm.new_not_implemented_error(message));
    }
    if let Some(items) = vm.get_attribute_opt(object.clone(), vm.ctx.intern_str("items"))? {
        let dict = vm.ctx.types.dict_type.as_object().call((items.call((), vm)?,), vm)?;
        return to_json(&dict, vm);
    }
    Err(vm.new_type_error(format!("cannot pass a {} object to the migration engine", class.name())))
}

fn tagged(kind: &str, value: Json) -> Json {
    json!({"$": kind, "v": value})
}

fn infinite_text(float: f64) -> &'static str {
    match float {
        _ if float.is_nan() => "nan",
        _ if float > 0.0 => "inf",
        _ => "-inf",
    }
}

/// Turns wire JSON into Python objects.
pub(crate) fn to_python(json: Json, vm: &VirtualMachine) -> PyResult {
    Ok(match json {
        Json::Null => vm.ctx.none(),
        Json::Bool(value) => vm.ctx.new_bool(value).into(),
        Json::Number(number) => match number.as_i64() {
            Some(integer) => vm.ctx.new_int(integer).into(),
            None => vm.ctx.new_float(number.as_f64().unwrap_or(f64::NAN)).into(),
        },
        Json::String(text) => vm.ctx.new_str(text).into(),
        Json::Array(items) => {
            let items = items.into_iter().map(|item| to_python(item, vm)).collect::<PyResult<Vec<_>>>()?;
            vm.ctx.new_list(items).into()
        }
        Json::Object(mut fields) => {
            if fields.len() == 2
                && let (Some(Json::String(_)), true) = (fields.get("$"), fields.contains_key("v"))
                && let (Some(Json::String(kind)), Some(value)) = (fields.remove("$"), fields.remove("v"))
            {
                return tagged_to_python(&kind, value, vm);
            }
            let dict = vm.ctx.new_dict();
            for (key, value) in fields {
                dict.set_item(key.as_str(), to_python(value, vm)?, vm)?;
            }
            dict.into()
        }
    })
}

fn tagged_to_python(kind: &str, value: Json, vm: &VirtualMachine) -> PyResult {
    let class = |module: &'static str, name: &'static str| vm.import(module, 0)?.get_attr(name, vm);
    if let Json::String(text) = &value
        && let Some(made) = std_values::make(kind, text, vm)?
    {
        return Ok(made);
    }
    match (kind, value) {
        ("array" | "json", value) => to_python(value, vm),
        ("interval", Json::Array(parts)) => {
            let parts = parts.into_iter().map(|part| to_python(part, vm)).collect::<PyResult<Vec<_>>>()?;
            class("datetime", "timedelta")?.call(parts, vm)
        }
        ("bytes", Json::String(text)) => match BASE64.decode(text) {
            Ok(bytes) => Ok(vm.ctx.new_bytes(bytes).into()),
            Err(error) => Err(vm.new_value_error(error.to_string())),
        },
        ("int", Json::String(text)) => vm.ctx.types.int_type.as_object().call((text,), vm),
        ("float", Json::String(text)) => vm.ctx.types.float_type.as_object().call((text,), vm),
        ("decimal", Json::String(text)) => class("decimal", "Decimal")?.call((text,), vm),
        ("uuid", Json::String(text)) => class("uuid", "UUID")?.call((text,), vm),
        ("date", Json::String(text)) => class("datetime", "date")?.get_attr("fromisoformat", vm)?.call((text,), vm),
        ("time", Json::String(text)) => class("datetime", "time")?.get_attr("fromisoformat", vm)?.call((text,), vm),
        ("datetime", Json::String(text)) => {
            class("datetime", "datetime")?.get_attr("fromisoformat", vm)?.call((text,), vm)
        }
        (kind, _) => Err(vm.new_value_error(format!("unknown kind of value `{kind}`"))),
    }
}
