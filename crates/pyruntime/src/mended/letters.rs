//! What the letters of a text are: `isalpha`, `isalnum`, `isdecimal`, `isdigit`, `isnumeric` and `swapcase`.
//!
//! RustPython 0.5.0 takes vowel signs and circled letters for letters, knows few digits and swaps the case of ASCII only.

use std::ops::RangeInclusive;

use rustpython_vm::{PyRef, VirtualMachine, builtins::PyStr, common::wtf8::Wtf8Buf};
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use super::replace_method;

pub(super) fn mend(vm: &VirtualMachine) {
    let class = vm.ctx.types.str_type;
    replace_method(vm, class, "isalpha", |text: PyRef<PyStr>| are_all(&text, is_letter));
    replace_method(vm, class, "isalnum", |text: PyRef<PyStr>| {
        are_all(&text, |letter| is_letter(letter) || is_number(letter))
    });
    replace_method(vm, class, "isdecimal", |text: PyRef<PyStr>| are_all(&text, is_decimal));
    replace_method(vm, class, "isdigit", |text: PyRef<PyStr>| {
        are_all(&text, |letter| is_decimal(letter) || is_digit(letter))
    });
    replace_method(vm, class, "isnumeric", |text: PyRef<PyStr>| {
        are_all(&text, |letter| is_number(letter) || IDEOGRAPHS.contains(letter))
    });
    replace_method(vm, class, "swapcase", swapcase);
}

fn are_all(text: &PyStr, is_wanted: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.as_wtf8().code_points().all(|point| point.is_char_and(&is_wanted))
}

fn is_letter(letter: char) -> bool {
    letter.general_category_group() == GeneralCategoryGroup::Letter
}

fn is_number(letter: char) -> bool {
    letter.general_category_group() == GeneralCategoryGroup::Number
}

fn is_decimal(letter: char) -> bool {
    letter.general_category() == GeneralCategory::DecimalNumber
}

fn is_digit(letter: char) -> bool {
    DIGITS.iter().any(|digits| digits.contains(&u32::from(letter)))
}

/// Digits that are no part of a decimal number: raised, lowered, in circles.
#[rustfmt::skip]
const DIGITS: [RangeInclusive<u32>; 20] = [
    0xb2..=0xb3, 0xb9..=0xb9, 0x1369..=0x1371, 0x19da..=0x19da, 0x2070..=0x2070, 0x2074..=0x2079,
    0x2080..=0x2089, 0x2460..=0x2468, 0x2474..=0x247c, 0x2488..=0x2490, 0x24ea..=0x24ea, 0x24f5..=0x24fd,
    0x24ff..=0x24ff, 0x2776..=0x277e, 0x2780..=0x2788, 0x278a..=0x2792, 0x10a40..=0x10a43, 0x10e60..=0x10e68,
    0x11052..=0x1105a, 0x1f100..=0x1f10a,
];

/// Letters that are numbers too.
const IDEOGRAPHS: &str = "\
    \u{3405}\u{3483}\u{382a}\u{3b4d}\u{4e00}\u{4e03}\u{4e07}\u{4e09}\u{4e24}\u{4e5d}\u{4e8c}\u{4e94}\u{4e96}\
    \u{4eac}\u{4ebf}\u{4ec0}\u{4edf}\u{4ee8}\u{4f0d}\u{4f70}\u{4fe9}\u{5006}\u{5104}\u{5146}\u{5169}\u{516b}\
    \u{516d}\u{5341}\u{5343}\u{5344}\u{5345}\u{534c}\u{53c1}\u{53c2}\u{53c3}\u{53c4}\u{56db}\u{58f1}\u{58f9}\
    \u{5e7a}\u{5efe}\u{5eff}\u{5f0c}\u{5f0d}\u{5f0e}\u{5f10}\u{62d0}\u{62fe}\u{634c}\u{67d2}\u{6d1e}\u{6f06}\
    \u{7396}\u{767e}\u{7695}\u{79ed}\u{8086}\u{842c}\u{8cae}\u{8cb3}\u{8d30}\u{920e}\u{94a9}\u{9621}\u{9646}\
    \u{964c}\u{9678}\u{96f6}\u{f96b}\u{f973}\u{f978}\u{f9b2}\u{f9d1}\u{f9d3}\u{f9fd}\u{20001}\u{20064}\u{200e2}\
    \u{20121}\u{2092a}\u{20983}\u{2098c}\u{2099c}\u{20aea}\u{20afd}\u{20b19}\u{22390}\u{22998}\u{23b1b}\u{2626d}\
    \u{2f890}";

fn swapcase(text: PyRef<PyStr>) -> Wtf8Buf {
    let mut swapped = Wtf8Buf::new();
    for (at, point) in text.as_wtf8().code_point_indices() {
        match point.to_char() {
            Some('Σ') => swapped.push_char(lower_sigma(&text, at)),
            Some(letter) if letter.is_uppercase() => letter.to_lowercase().for_each(|letter| swapped.push_char(letter)),
            Some(letter) if letter.is_lowercase() => letter.to_uppercase().for_each(|letter| swapped.push_char(letter)),
            _ => swapped.push(point),
        }
    }
    swapped
}

/// The sigma at the end of a word has another form.
fn lower_sigma(text: &PyStr, at: usize) -> char {
    let text = text.to_string_lossy();
    let before = text.get(..at).unwrap_or_default().to_lowercase().len();
    text.to_lowercase().get(before..).and_then(|rest| rest.chars().next()).unwrap_or('σ')
}
