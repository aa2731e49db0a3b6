//! Builtins of which RustPython 0.5.0 gives other data than CPython, in silence: replaced by ours.

mod floats;
mod formats;
mod numbers;
mod rounding;
mod specification;
mod sums;

use std::sync::Once;

use rustpython_vm::{Py, PyResult, VirtualMachine, builtins::PyType, class::add_operators, function::IntoPyNativeFn};

/// Takes effect for the classes made from then on, so it is to be called before there is any.
///
/// The types belong to the process: only its first interpreter changes them, while no other one reads them.
pub(crate) fn mend_types(vm: &VirtualMachine) {
    static MENDED: Once = Once::new();
    MENDED.call_once(|| {
        numbers::mend(vm);
        rounding::mend(vm);
        formats::mend(vm);
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
