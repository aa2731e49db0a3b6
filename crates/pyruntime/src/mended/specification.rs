//! What stands behind the colon of `f'{value:>10,.2f}'`.

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Align {
    Left,
    Right,
    Center,
    AfterSign,
}

pub(super) struct Specification {
    fill: char,
    pub(super) align: Align,
    pub(super) sign: Option<char>,
    /// A negative number that is rounded to zero loses its sign.
    pub(super) drops_negative_zero: bool,
    pub(super) is_alternate: bool,
    width: usize,
    pub(super) separator: Option<char>,
    pub(super) precision: Option<usize>,
    /// The letter at the end.
    pub(super) code: Option<char>,
}

impl Specification {
    /// Reads it as CPython does for an object of that type, or says what is wrong.
    pub(super) fn read(text: &str, default: Align, type_name: &str) -> Result<Self, String> {
        let chars: Vec<char> = text.chars().collect();
        let mut rest = Rest { chars: &chars };
        let (fill, align) = rest.fill_and_align();
        let sign = rest.take_if(|letter| matches!(letter, '+' | '-' | ' '));
        let drops_negative_zero = rest.take('z');
        let is_alternate = rest.take('#');
        let is_zero = fill.is_none() && rest.take('0');
        let width = rest.number()?.unwrap_or(0);
        let separator = rest.take_if(|letter| matches!(letter, ',' | '_'));
        if separator
            .is_some_and(|separator| rest.chars.first().is_some_and(|next| ",_".contains(*next) && *next != separator))
        {
            return Err("Cannot specify both ',' and '_'.".into());
        }
        let precision = match rest.take('.') {
            true => Some(rest.number()?.ok_or("Format specifier missing precision")?),
            false => None,
        };
        let code = rest.take_if(|_| true);
        if !rest.chars.is_empty() {
            return Err(format!("Invalid format specifier '{text}' for object of type '{type_name}'"));
        }
        let pads_behind_sign = is_zero && align.is_none() && default == Align::Right;
        Ok(Self {
            fill: fill.unwrap_or(if is_zero { '0' } else { ' ' }),
            align: align.unwrap_or(if pads_behind_sign { Align::AfterSign } else { default }),
            sign,
            drops_negative_zero,
            is_alternate,
            width,
            separator,
            precision,
            code,
        })
    }

    /// Puts the sign, the digits with their separators and what follows them into the width.
    pub(super) fn lay_out(&self, sign: &str, digits: &str, rest: &str) -> String {
        let is_zero_padded = self.fill == '0' && self.align == Align::AfterSign;
        let least = if is_zero_padded { self.width.saturating_sub(sign.len() + rest.len()) } else { 0 };
        let digits = match self.separator {
            Some(separator) if !digits.is_empty() => separated(digits, separator, least),
            _ => digits.to_owned(),
        };
        let (before, after) = self.padding(sign.len() + digits.len() + rest.len());
        match self.align {
            Align::AfterSign => format!("{sign}{before}{digits}{rest}"),
            Align::Left | Align::Right | Align::Center => format!("{before}{sign}{digits}{rest}{after}"),
        }
    }

    /// What goes before and after a text of that many characters.
    pub(super) fn padding(&self, length: usize) -> (String, String) {
        let missing = self.width.saturating_sub(length);
        let before = match self.align {
            Align::Left => 0,
            Align::Right | Align::AfterSign => missing,
            Align::Center => missing / 2,
        };
        let fill = |count| std::iter::repeat_n(self.fill, count).collect();
        (fill(before), fill(missing - before))
    }
}

/// Groups of three, with zeros before them until they are that long; never a separator first.
fn separated(digits: &str, separator: char, least: usize) -> String {
    let mut count = digits.len();
    while count + (count - 1) / 3 < least {
        count += 1;
    }
    let padded = format!("{digits:0>count$}");
    let mut text = String::with_capacity(count + count / 3);
    for (at, digit) in padded.chars().enumerate() {
        if at > 0 && (count - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

struct Rest<'text> {
    chars: &'text [char],
}

impl Rest<'_> {
    fn fill_and_align(&mut self) -> (Option<char>, Option<Align>) {
        if let [fill, letter, rest @ ..] = self.chars
            && let Some(align) = align(*letter)
        {
            self.chars = rest;
            return (Some(*fill), Some(align));
        }
        let align = self.chars.first().and_then(|letter| align(*letter));
        if align.is_some() {
            self.chars = &self.chars[1..];
        }
        (None, align)
    }

    fn take_if(&mut self, is_wanted: impl Fn(char) -> bool) -> Option<char> {
        let (first, rest) = self.chars.split_first()?;
        is_wanted(*first).then(|| self.chars = rest).map(|()| *first)
    }

    fn take(&mut self, letter: char) -> bool {
        self.take_if(|next| next == letter).is_some()
    }

    fn number(&mut self) -> Result<Option<usize>, String> {
        let mut digits = String::new();
        while let Some(digit) = self.take_if(|letter| letter.is_ascii_digit()) {
            digits.push(digit);
        }
        if digits.is_empty() {
            return Ok(None);
        }
        let number: Option<i32> = digits.parse().ok();
        let number = number.and_then(|number| usize::try_from(number).ok());
        number.map(Some).ok_or_else(|| "Too many decimal digits in format string".into())
    }
}

fn align(letter: char) -> Option<Align> {
    match letter {
        '<' => Some(Align::Left),
        '>' => Some(Align::Right),
        '^' => Some(Align::Center),
        '=' => Some(Align::AfterSign),
        _ => None,
    }
}
