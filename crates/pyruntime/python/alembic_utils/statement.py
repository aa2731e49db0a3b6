"""Names and texts of entities as they stand in a statement."""


def normalize_whitespace(text, base_whitespace=" "):
    return base_whitespace.join(text.split())


def strip_terminating_semicolon(sql):
    return sql.strip().rstrip(";").strip()


def strip_double_quotes(sql):
    return sql.strip().strip('"').strip()


def coerce_to_unquoted(text):
    return text.replace('"', "")


def coerce_to_quoted(text):
    """Quotes a name, or a schema and a name."""
    if "." not in text:
        return '"%s"' % strip_double_quotes(text)
    namespace, _, name = text.partition(".")
    return '"%s"."%s"' % (strip_double_quotes(namespace), strip_double_quotes(name))


def escape_colon_for_sql(sql):
    """Escapes colons that `text()` would take for values; casts stay."""
    return _escaped(sql, ("::",))


def escape_colon_for_plpgsql(sql):
    """The same where `:=` assigns, and colons may be escaped already."""
    return _escaped(sql, ("::", ":=", "\\:"))


def _escaped(sql, kept):
    parts = []
    place = 0
    while place < len(sql):
        here = next((word for word in kept if sql.startswith(word, place)), None)
        if here is None:
            parts.append("\\:" if sql[place] == ":" else sql[place])
            place += 1
        else:
            parts.append(here)
            place += len(here)
    return "".join(parts)
