//! How objects of classes made in Python read and write their attributes: the native way, several times faster.
//!
//! RustPython 0.5.0 keeps `object.__getattribute__`, `__setattr__` and `__delattr__` as plain methods, where CPython has
//! wrappers of slots. A class takes a slot over only from a wrapper, so each class made in Python would look the method
//! up and call it for every attribute of its objects; one with a `__getattr__` would besides make an exception for every
//! attribute that only `__getattr__` knows.

use std::sync::{Once, OnceLock};

use rustpython_vm::{
    AsObject, Py, PyObject, PyObjectRef, PyResult, VirtualMachine,
    builtins::{PyStr, PyType, PyTypeRef},
    class::add_operators,
    function::{FuncArgs, OptionalArg},
    identifier,
};

type MakeType = fn(PyTypeRef, FuncArgs, &VirtualMachine) -> PyResult;

/// `type.__new__` as RustPython has it.
static MAKE_TYPE: OnceLock<MakeType> = OnceLock::new();

/// Takes effect for the classes made from then on, so it is to be called before there is any.
///
/// `object` and `type` belong to the process: only its first interpreter changes them, while no other one reads them.
pub(crate) fn go_the_native_way(vm: &VirtualMachine) {
    static CHANGED: Once = Once::new();
    CHANGED.call_once(|| change_object_and_type(vm));
}

fn change_object_and_type(vm: &VirtualMachine) {
    let object = vm.ctx.types.object_type;
    // What has been looked up is remembered without being kept alive.
    object.modified();
    for name in ["__getattribute__", "__setattr__", "__delattr__"] {
        object.attributes.write().swap_remove(vm.ctx.intern_str(name));
    }
    // Makes a wrapper of every slot whose name the class lacks.
    add_operators(object, &vm.ctx);
    let slot = &vm.ctx.types.type_type.slots.new;
    if let Some(make) = slot.load()
        && MAKE_TYPE.set(make).is_ok()
    {
        slot.store(Some(make_type));
    }
}

/// Puts a `getattr` and a `hasattr` into `builtins` that make no exception for an attribute which is not there.
///
/// # Errors
/// When the module refuses them.
pub(crate) fn ask_the_native_way(vm: &VirtualMachine) -> PyResult<()> {
    vm.builtins.set_attr("getattr", vm.new_function("getattr", getattr), vm)?;
    vm.builtins.set_attr("hasattr", vm.new_function("hasattr", hasattr), vm)
}

fn getattr(object: PyObjectRef, name: PyObjectRef, default: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
    let name = attribute_name(&name, vm)?;
    match default {
        OptionalArg::Present(default) => Ok(attribute(object, name, vm)?.unwrap_or(default)),
        OptionalArg::Missing => object.get_attr(name, vm),
    }
}

fn hasattr(object: PyObjectRef, name: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
    Ok(attribute(object, attribute_name(&name, vm)?, vm)?.is_some())
}

fn attribute_name<'name>(name: &'name PyObjectRef, vm: &VirtualMachine) -> PyResult<&'name Py<PyStr>> {
    name.downcast_ref::<PyStr>()
        .ok_or_else(|| vm.new_type_error(format!("attribute name must be string, not '{}'", name.class().name())))
}

fn attribute(object: PyObjectRef, name: &Py<PyStr>, vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
    let reader = |class: &Py<PyType>| class.slots.getattro.load().map(|function| function as usize);
    if reader(object.class()) != reader(vm.ctx.types.object_type) {
        return vm.get_attribute_opt(object, name);
    }
    match object.generic_getattr_opt(name, None, vm) {
        Err(error) if error.fast_isinstance(vm.ctx.exceptions.attribute_error) => Ok(None),
        answer => answer,
    }
}

/// `type.__new__`: a class whose objects have a `__getattr__`, and nothing else of their own, gets [`read`].
fn make_type(metatype: PyTypeRef, args: FuncArgs, vm: &VirtualMachine) -> PyResult {
    let Some(make) = MAKE_TYPE.get() else { return Err(vm.new_system_error("type.__new__ was lost")) };
    let makes_class = args.args.len() > 1;
    let made = make(metatype, args, vm)?;
    if makes_class
        && let Some(class) = made.downcast_ref::<PyType>()
        && falls_back(class, vm)
    {
        class.slots.getattro.store(Some(read));
    }
    Ok(made)
}

fn falls_back(class: &Py<PyType>, vm: &VirtualMachine) -> bool {
    let reader = |class: &Py<PyType>| class.get_attr(identifier!(vm, __getattribute__));
    class.get_attr(identifier!(vm, __getattr__)).is_some()
        && reader(class).zip(reader(vm.ctx.types.object_type)).is_some_and(|(own, of_object)| own.is(&of_object))
}

/// An attribute as `object.__getattribute__` finds it, else what `__getattr__` says.
fn read(object: &PyObject, name: &Py<PyStr>, vm: &VirtualMachine) -> PyResult {
    match object.generic_getattr_opt(name, None, vm) {
        Ok(Some(found)) => return Ok(found),
        Ok(None) => {}
        // As in CPython, also where a property raised it.
        Err(error) if error.fast_isinstance(vm.ctx.exceptions.attribute_error) => {}
        Err(error) => return Err(error),
    }
    vm.call_special_method(object, identifier!(vm, __getattr__), (name.to_owned(),))
}
