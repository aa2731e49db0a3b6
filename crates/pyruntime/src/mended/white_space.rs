//! Texts and their white space: `split`, `rsplit`, `strip`, `lstrip`, `rstrip` and `isspace`.
//!
//! RustPython 0.5.0 splits at white space of ASCII only, strips no separators (U+001C to U+001F), and nothing
//! from a text of ASCII where one of the letters to be stripped is not.

use rustpython_vm::{
    AsObject, FromArgs, PyObjectRef, PyRef, PyResult, VirtualMachine,
    builtins::PyStr,
    common::wtf8::{CodePoint, Wtf8},
    convert::ToPyObject,
    function::OptionalArg,
};

use super::{Original, replace_method};

static SPLIT: Original = Original::new("split");
static SPLIT_FROM_END: Original = Original::new("rsplit");
static STRIP_START: Original = Original::new("lstrip");
static STRIP_END: Original = Original::new("rstrip");

pub(super) fn mend(vm: &VirtualMachine) {
    let class = vm.ctx.types.str_type;
    SPLIT.replace(vm, class, split);
    SPLIT_FROM_END.replace(vm, class, rsplit);
    STRIP_START.replace(vm, class, lstrip);
    STRIP_END.replace(vm, class, rstrip);
    replace_method(vm, class, "strip", strip);
    replace_method(vm, class, "isspace", isspace);
}

#[derive(FromArgs)]
struct SplitArgs {
    #[pyarg(any, optional)]
    sep: OptionalArg<PyObjectRef>,
    #[pyarg(any, default = -1)]
    maxsplit: isize,
}

impl SplitArgs {
    fn most(&self) -> usize {
        usize::try_from(self.maxsplit).unwrap_or(usize::MAX)
    }
}

fn split(text: PyRef<PyStr>, args: SplitArgs, vm: &VirtualMachine) -> PyResult {
    match given(&args.sep, vm) {
        Some(separator) => SPLIT.call((text, separator, args.maxsplit), vm),
        None => Ok(list(pieces(text.as_wtf8(), args.most()), vm)),
    }
}

fn rsplit(text: PyRef<PyStr>, args: SplitArgs, vm: &VirtualMachine) -> PyResult {
    match given(&args.sep, vm) {
        Some(separator) => SPLIT_FROM_END.call((text, separator, args.maxsplit), vm),
        None => Ok(list(pieces_from_end(text.as_wtf8(), args.most()), vm)),
    }
}

fn strip(text: PyRef<PyStr>, chars: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
    match given(&chars, vm) {
        Some(chars) => STRIP_END.call((STRIP_START.call((text, chars.clone()), vm)?, chars), vm),
        None => Ok(stripped(&text, trim_end(trim_start(text.as_wtf8())), vm)),
    }
}

fn lstrip(text: PyRef<PyStr>, chars: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
    match given(&chars, vm) {
        Some(chars) => STRIP_START.call((text, chars), vm),
        None => Ok(stripped(&text, trim_start(text.as_wtf8()), vm)),
    }
}

fn rstrip(text: PyRef<PyStr>, chars: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
    match given(&chars, vm) {
        Some(chars) => STRIP_END.call((text, chars), vm),
        None => Ok(stripped(&text, trim_end(text.as_wtf8()), vm)),
    }
}

fn isspace(text: PyRef<PyStr>) -> bool {
    !text.is_empty() && text.as_wtf8().code_points().all(is_space)
}

fn given(argument: &OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> Option<PyObjectRef> {
    match argument {
        OptionalArg::Present(argument) if !vm.is_none(argument) => Some(argument.clone()),
        OptionalArg::Present(_) | OptionalArg::Missing => None,
    }
}

fn list(pieces: Vec<&Wtf8>, vm: &VirtualMachine) -> PyObjectRef {
    vm.ctx.new_list(pieces.into_iter().map(|piece| piece.to_pyobject(vm)).collect()).into()
}

fn stripped(text: &PyRef<PyStr>, rest: &Wtf8, vm: &VirtualMachine) -> PyObjectRef {
    let is_whole = rest.len() == text.as_wtf8().len() && text.class().is(vm.ctx.types.str_type);
    if is_whole { text.clone().into() } else { rest.to_pyobject(vm) }
}

fn pieces(text: &Wtf8, most: usize) -> Vec<&Wtf8> {
    let mut pieces = Vec::new();
    let mut rest = trim_start(text);
    while !rest.is_empty() {
        if pieces.len() == most {
            pieces.push(rest);
            break;
        }
        let behind = rest.trim_start_matches(|point| !is_space(point));
        pieces.push(&rest[..rest.len() - behind.len()]);
        rest = trim_start(behind);
    }
    pieces
}

fn pieces_from_end(text: &Wtf8, most: usize) -> Vec<&Wtf8> {
    let mut pieces = Vec::new();
    let mut rest = trim_end(text);
    while !rest.is_empty() {
        if pieces.len() == most {
            pieces.push(rest);
            break;
        }
        let before = rest.trim_end_matches(|point| !is_space(point));
        pieces.push(&rest[before.len()..]);
        rest = trim_end(before);
    }
    pieces.reverse();
    pieces
}

fn trim_start(text: &Wtf8) -> &Wtf8 {
    text.trim_start_matches(is_space)
}

fn trim_end(text: &Wtf8) -> &Wtf8 {
    text.trim_end_matches(is_space)
}

fn is_space(point: CodePoint) -> bool {
    point.is_char_and(|letter| {
        matches!(letter, '\t'..='\r' | '\x1c'..=' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}')
            || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(pieces: Vec<&Wtf8>) -> Vec<String> {
        pieces.into_iter().map(|piece| piece.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_text_is_split_at_any_white_space() {
        let text = Wtf8::new(" a\u{a0}b\u{2003} c\x1c");
        assert_eq!(texts(pieces(text, usize::MAX)), ["a", "b", "c"]);
        assert_eq!(texts(pieces_from_end(text, usize::MAX)), ["a", "b", "c"]);
    }

    #[test]
    fn what_is_not_split_any_more_stays_as_it_is() {
        let text = Wtf8::new(" a\u{a0}b c ");
        assert_eq!(texts(pieces(text, 1)), ["a", "b c "]);
        assert_eq!(texts(pieces_from_end(text, 1)), [" a\u{a0}b", "c"]);
    }
}
