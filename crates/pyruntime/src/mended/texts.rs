//! Lengths of texts in characters: `zfill`, `expandtabs`, and the empty text in `replace` and `count`.
//!
//! RustPython 0.5.0 counts bytes there, cuts letters in two and never ends where a tab is no column wide.

use rustpython_vm::{
    FromArgs, PyRef, PyResult, VirtualMachine,
    builtins::{PyStr, PyStrRef},
    common::wtf8::{Wtf8, Wtf8Buf},
    convert::ToPyObject,
    function::FuncArgs,
};

use super::{Original, replace_method};

static REPLACE: Original = Original::new("replace");
static COUNT: Original = Original::new("count");

pub(super) fn mend(vm: &VirtualMachine) {
    let class = vm.ctx.types.str_type;
    REPLACE.replace(vm, class, replace);
    COUNT.replace(vm, class, count);
    replace_method(vm, class, "zfill", |text: PyStrRef, width: isize| filled(text.as_wtf8(), width));
    replace_method(vm, class, "expandtabs", |text: PyStrRef, args: ExpandTabsArgs| {
        expanded(text.as_wtf8(), args.tabsize)
    });
}

#[derive(FromArgs)]
struct ReplaceArgs {
    #[pyarg(positional)]
    old: PyStrRef,
    #[pyarg(positional)]
    new: PyStrRef,
    #[pyarg(any, default = -1)]
    count: isize,
}

#[derive(FromArgs)]
struct ExpandTabsArgs {
    #[pyarg(any, default = 8)]
    tabsize: isize,
}

fn replace(text: PyStrRef, ReplaceArgs { old, new, count }: ReplaceArgs, vm: &VirtualMachine) -> PyResult {
    if !old.is_empty() {
        return REPLACE.call((text, old, new, count), vm);
    }
    let most = usize::try_from(count).unwrap_or(usize::MAX);
    Ok(interleaved(text.as_wtf8(), new.as_wtf8(), most).to_pyobject(vm))
}

fn interleaved(text: &Wtf8, between: &Wtf8, most: usize) -> Wtf8Buf {
    let mut whole = Wtf8Buf::new();
    let mut count = 0;
    for point in text.code_points() {
        if count < most {
            whole.push_wtf8(between);
            count += 1;
        }
        whole.push(point);
    }
    if count < most {
        whole.push_wtf8(between);
    }
    whole
}

fn count(text: PyRef<PyStr>, mut args: FuncArgs, vm: &VirtualMachine) -> PyResult {
    let is_empty = args.args.first().and_then(|part| part.downcast_ref::<PyStr>()).is_some_and(|part| part.is_empty());
    // The empty text is found as often in any text of that length.
    let text = if is_empty { vm.ctx.new_str("-".repeat(text.char_len())) } else { text };
    args.prepend_arg(text.into());
    COUNT.call(args, vm)
}

fn filled(text: &Wtf8, width: isize) -> Wtf8Buf {
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(text.code_points().count());
    let has_sign = text.starts_with("+") || text.starts_with("-");
    let (sign, digits) = (&text[..usize::from(has_sign)], &text[usize::from(has_sign)..]);
    let mut whole = sign.to_wtf8_buf();
    whole.push_str(&"0".repeat(missing));
    whole.push_wtf8(digits);
    whole
}

fn expanded(text: &Wtf8, width: isize) -> Wtf8Buf {
    let width = usize::try_from(width).unwrap_or(0);
    let mut whole = Wtf8Buf::new();
    let mut column = 0;
    for point in text.code_points() {
        if point == '\t' {
            let missing = if width == 0 { 0 } else { width - column % width };
            whole.push_str(&" ".repeat(missing));
            column += missing;
            continue;
        }
        whole.push(point);
        column = if point == '\n' || point == '\r' { 0 } else { column + 1 };
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_not_their_bytes() {
        assert_eq!(filled(Wtf8::new("-é"), 5).to_string_lossy(), "-000é");
        assert_eq!(interleaved(Wtf8::new("aß"), Wtf8::new("-"), usize::MAX).to_string_lossy(), "-a-ß-");
    }

    #[test]
    fn tabs_of_no_width_are_left_out() {
        assert_eq!(expanded(Wtf8::new("a\tb"), 0).to_string_lossy(), "ab");
        assert_eq!(expanded(Wtf8::new("é\tb\n\tc"), 4).to_string_lossy(), "é   b\n    c");
    }
}
