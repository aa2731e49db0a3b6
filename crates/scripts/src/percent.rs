//! Python's `%` on a template with names: `%(year)d_%(month).2d_%(rev)s`.

/// A value for a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Field<'f> {
    Text(&'f str),
    Number(i64),
}

/// Formats the template; the error is what Python says, without the name of the exception.
pub(crate) fn format<'f>(template: &str, field: impl Fn(&str) -> Option<Field<'f>>) -> Result<String, String> {
    let mut output = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('%') {
        output.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let name = match rest.strip_prefix('(') {
            Some(inner) => {
                let end = inner.find(')').ok_or("incomplete format key")?;
                rest = &inner[end + 1..];
                Some(&inner[..end])
            }
            None => None,
        };
        let (specification, after) = Specification::read(rest);
        let Some(conversion) = after.chars().next() else { return Err("incomplete format".into()) };
        rest = &after[conversion.len_utf8()..];
        if conversion == '%' {
            output.push('%');
            continue;
        }
        let name = name.ok_or("every % needs a name")?;
        let value = field(name).ok_or_else(|| format!("unknown name {}", pysource::text(name)))?;
        let index = template[..template.len() - rest.len()].chars().count() - 1;
        output.push_str(&specification.apply(conversion, &value).map_err(|problem| match problem {
            Problem::UnknownConversion => {
                format!("unsupported format character '{conversion}' (0x{:x}) at index {index}", u32::from(conversion))
            }
            Problem::NotANumber => format!("%{conversion} format: a real number is required, not str"),
        })?);
    }
    output.push_str(rest);
    Ok(output)
}

enum Problem {
    UnknownConversion,
    NotANumber,
}

/// What stands between the name and the letter: flags, width, precision.
#[derive(Default)]
struct Specification {
    flags: String,
    width: usize,
    precision: Option<usize>,
}

impl Specification {
    fn read(text: &str) -> (Self, &str) {
        let flags_end = text.find(|character| !"#0- +".contains(character)).unwrap_or(text.len());
        let (flags, rest) = text.split_at(flags_end);
        let (width, rest) = number(rest);
        let (precision, rest) = match rest.strip_prefix('.') {
            Some(rest) => {
                let (precision, rest) = number(rest);
                (Some(precision.unwrap_or(0)), rest)
            }
            None => (None, rest),
        };
        let rest = rest.trim_start_matches(['l', 'h', 'L']);
        (Self { flags: flags.to_owned(), width: width.unwrap_or(0), precision }, rest)
    }

    fn apply(&self, conversion: char, value: &Field<'_>) -> Result<String, Problem> {
        match (conversion, value) {
            ('s', Field::Text(text)) => Ok(self.padded_text(text)),
            ('s' | 'r' | 'a', Field::Number(number)) => Ok(self.padded_text(&number.to_string())),
            ('r' | 'a', Field::Text(text)) => Ok(self.padded_text(&pysource::text(text))),
            ('d' | 'i' | 'u', Field::Number(number)) => {
                Ok(self.padded_number(*number, &number.unsigned_abs().to_string(), ""))
            }
            ('x', Field::Number(number)) => {
                Ok(self.padded_number(*number, &format!("{:x}", number.unsigned_abs()), "0x"))
            }
            ('X', Field::Number(number)) => {
                Ok(self.padded_number(*number, &format!("{:X}", number.unsigned_abs()), "0X"))
            }
            ('o', Field::Number(number)) => {
                Ok(self.padded_number(*number, &format!("{:o}", number.unsigned_abs()), "0o"))
            }
            ('d' | 'i' | 'u' | 'x' | 'X' | 'o', Field::Text(_)) => Err(Problem::NotANumber),
            _ => Err(Problem::UnknownConversion),
        }
    }

    fn padded_text(&self, text: &str) -> String {
        let text: String = text.chars().take(self.precision.unwrap_or(usize::MAX)).collect();
        self.padded(text)
    }

    fn padded_number(&self, number: i64, digits: &str, prefix: &str) -> String {
        let sign = match number {
            ..0 => "-",
            _ if self.has('+') => "+",
            _ if self.has(' ') => " ",
            _ => "",
        };
        let prefix = if self.has('#') { prefix } else { "" };
        let filled =
            if self.has('0') && !self.has('-') { self.width.saturating_sub(sign.len() + prefix.len()) } else { 0 };
        let length = filled.max(self.precision.unwrap_or(0));
        self.padded(format!("{sign}{prefix}{digits:0>length$}"))
    }

    fn padded(&self, text: String) -> String {
        let width = self.width;
        if self.has('-') { format!("{text:<width$}") } else { format!("{text:>width$}") }
    }

    fn has(&self, flag: char) -> bool {
        self.flags.contains(flag)
    }
}

fn number(text: &str) -> (Option<usize>, &str) {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    (text[..end].parse().ok(), &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(template: &str) -> Result<String, String> {
        format(template, |name| match name {
            "rev" => Some(Field::Text("ae10")),
            "slug" => Some(Field::Text("add_ü")),
            "month" => Some(Field::Number(3)),
            "year" => Some(Field::Number(2024)),
            "minus" => Some(Field::Number(-7)),
            _ => None,
        })
    }

    #[track_caller]
    fn check(template: &str, expected: &str) {
        assert_eq!(formatted(template).as_deref(), Ok(expected));
    }

    #[test]
    fn names_and_widths_are_formatted_as_python_does() {
        check("%(rev)s_%(slug)s", "ae10_add_ü");
        check("%(year)d_%(month).2d-%(rev)s", "2024_03-ae10");
        check("%(month)02d %(month)2d %(month)-3d| %(month)s %(year)05i", "03  3 3  | 3 02024");
        check("%(year)x %(year)#X %(year)o %(minus)04d %(minus).3d %(month)+d", "7e8 0X7E8 3750 -007 -007 +3");
        check("%(slug).3s %(slug)7s %(slug)-7s|", "add   add_ü add_ü  |");
        check("100%% %(rev)r", "100% 'ae10'");
    }

    #[test]
    fn mistakes_are_told_as_python_tells_them() {
        assert_eq!(formatted("%(nope)s"), Err("unknown name 'nope'".into()));
        assert_eq!(formatted("%(rev"), Err("incomplete format key".into()));
        assert_eq!(formatted("%(rev)"), Err("incomplete format".into()));
        assert_eq!(formatted("ab%(rev)y"), Err("unsupported format character 'y' (0x79) at index 8".into()));
        assert_eq!(formatted("%s"), Err("every % needs a name".into()));
        assert_eq!(formatted("%(rev)d"), Err("%d format: a real number is required, not str".into()));
    }
}
