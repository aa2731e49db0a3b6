//! Builtins of which RustPython 0.5.0 gives other data than CPython, in silence: replaced by ours.

mod floats;
mod formats;
mod letters;
mod numbers;
mod rounding;
mod shortest;
mod specification;
mod sums;
mod texts;
mod white_space;

use std::sync::{Once, OnceLock};

use rustpython_vm::{
    Py, PyObjectRef, PyResult, VirtualMachine,
    builtins::PyType,
    class::add_operators,
    function::{IntoFuncArgs, IntoPyNativeFn},
};

/// Takes effect for the classes made from then on, so it is to be called before there is any.
///
/// The types belong to the process: only its first interpreter changes them, while no other one reads them.
pub(crate) fn mend_types(vm: &VirtualMachine) {
    static MENDED: Once = Once::new();
    MENDED.call_once(|| {
        numbers::mend(vm);
        rounding::mend(vm);
        formats::mend(vm);
        shortest::mend(vm);
        white_space::mend(vm);
        letters::mend(vm);
        texts::mend(vm);
    });
}

/// Puts our functions into `builtins`.
///
/// # Errors
/// When the module refuses them.
pub(crate) fn mend_functions(vm: &VirtualMachine) -> PyResult<()> {
    vm.builtins.set_attr("sum", vm.new_function("sum", sums::sum), vm)
}

fn replace_method<F, Kind>(vm: &VirtualMachine, class: &'static Py<PyType>, name: &'static str, function: F)
where
    F: IntoPyNativeFn<Kind>,
{
    class.set_attr(vm.ctx.intern_str(name), vm.new_method(name, class, function).into());
}

/// Has the methods of these names follow the slots of the class again.
fn follow_slots(vm: &VirtualMachine, class: &'static Py<PyType>, names: &[&'static str]) {
    // What has been looked up is remembered without being kept alive.
    class.modified();
    for name in names {
        class.attributes.write().swap_remove(vm.ctx.intern_str(*name));
    }
    add_operators(class, &vm.ctx);
}

/// A method as RustPython has it, which ours asks where it is right.
struct Original {
    name: &'static str,
    method: OnceLock<PyObjectRef>,
}

impl Original {
    const fn new(name: &'static str) -> Self {
        Self { name, method: OnceLock::new() }
    }

    fn replace<F, Kind>(&self, vm: &VirtualMachine, class: &'static Py<PyType>, function: F)
    where
        F: IntoPyNativeFn<Kind>,
    {
        if let Some(method) = class.attributes.read().get(vm.ctx.intern_str(self.name)) {
            self.method.get_or_init(|| method.clone());
        }
        replace_method(vm, class, self.name, function);
    }

    fn call(&self, args: impl IntoFuncArgs, vm: &VirtualMachine) -> PyResult {
        let method = self.method.get().ok_or_else(|| vm.new_system_error(format!("{} was lost", self.name)))?;
        method.call(args, vm)
    }
}
