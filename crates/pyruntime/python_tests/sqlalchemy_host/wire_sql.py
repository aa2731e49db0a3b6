"""Writes queries of the wire as SQL, in the way SQLAlchemy's default dialect does: enough to see that the wire says it all."""

_OPERATORS = {
    "equal": "=",
    "not_equal": "!=",
    "less": "<",
    "less_or_equal": "<=",
    "greater": ">",
    "greater_or_equal": ">=",
    "is": "IS",
    "is_not": "IS NOT",
    "is_distinct_from": "IS DISTINCT FROM",
    "is_not_distinct_from": "IS NOT DISTINCT FROM",
    "and": "AND",
    "or": "OR",
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "modulo": "%",
    "concat": "||",
    "like": "LIKE",
    "not_like": "NOT LIKE",
    "json_get": "->",
    "json_get_text": "->>",
}
_RANKS = {"and": 3, "or": 2, "add": 7, "subtract": 7, "multiply": 8, "divide": 8, "modulo": 8, "concat": 6}
_CHAINED = ("add", "multiply", "and", "or", "concat")
_ANSI = ("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp", "user")


def query(wire, dialect=None):
    writer = Writer(dialect)
    return writer.query(wire), writer.values


def expression(wire, dialect=None):
    return Writer(dialect).expression(wire)


def operation(wire, dialect=None):
    return getattr(Operations(dialect), wire["op"])(wire)


def column_type(wire):
    kind = wire["type"]
    if kind == "Native":
        return _with_arguments(wire["name"], wire.get("arguments", {}))
    if kind == "UserDefined":
        return wire["spec"]
    if kind == "Custom":
        return column_type(wire["sql"])
    if kind == "Variant":
        return column_type(wire["base"])
    if kind == "Enum":
        return "VARCHAR(%d)" % max(len(value) for value in wire["values"])
    if kind == "Null":
        return "NULL"
    names = {"String": "VARCHAR", "BigInteger": "BIGINT", "SmallInteger": "SMALLINT", "Unicode": "VARCHAR"}
    names.update({"LargeBinary": "BLOB", "Uuid": "CHAR(32)", "UnicodeText": "TEXT", "Interval": "DATETIME"})
    return _with_arguments(names.get(kind, kind.upper()), wire)


def _with_arguments(name, arguments):
    if "length" in arguments:
        return "%s(%s)" % (name, arguments["length"])
    if "precision" in arguments:
        return "%s(%s)" % (name, ", ".join(str(arguments[key]) for key in ("precision", "scale") if key in arguments))
    return name


def _name(name):
    if isinstance(name, dict):
        return '"%s"' % name["text"] if name["quote"] else name["text"]
    return name if name.replace("_", "a").isalnum() and name.islower() else '"%s"' % name


def _table(wire):
    namespace = wire.get("namespace")
    return _name(wire["name"]) if namespace is None else "%s.%s" % (_name(namespace), _name(wire["name"]))


class Writer:
    def __init__(self, dialect):
        self.dialect = dialect
        self.values = {}
        self.anonymous = 0

    def query(self, wire):
        return getattr(self, "q_" + wire["query"])(wire)

    def q_text(self, wire):
        for bind in wire.get("binds", ()):
            if "value" in bind:
                self.values[bind["name"]] = bind["value"]
        sql = wire["sql"]
        for bind in wire.get("binds", ()):
            if bind.get("expanding"):
                names = ["%s_%d" % (bind["name"], number) for number, _ in enumerate(bind["value"], 1)]
                self.values.update(zip(names, bind["value"]))
                sql = sql.replace(":" + bind["name"], "(%s)" % ", ".join(":" + name for name in names))
        return sql.replace("\\:", ":")

    def q_driver(self, wire):
        return wire["sql"]

    def q_select(self, wire):
        text = self.ctes(wire) + "SELECT "
        if wire.get("distinct"):
            text += "DISTINCT "
        text += ", ".join(self.selected(column) for column in wire["columns"])
        if wire.get("from"):
            text += " \nFROM " + ", ".join(self.source(source) for source in wire["from"])
        if wire.get("where"):
            text += " \nWHERE " + self.expression(wire["where"])
        if wire.get("group_by"):
            text += " GROUP BY " + ", ".join(self.expression(part) for part in wire["group_by"])
        if wire.get("having"):
            text += " \nHAVING " + self.expression(wire["having"])
        text += self.tail(wire)
        if wire.get("for_update") and self.dialect != "sqlite":
            text += " " + wire["for_update"]
        return text

    def tail(self, wire):
        text = ""
        if wire.get("order_by"):
            text += " ORDER BY " + ", ".join(self.ordered(part) for part in wire["order_by"])
        if wire.get("limit"):
            text += "\n LIMIT " + self.expression(wire["limit"])
        if wire.get("offset"):
            if not wire.get("limit"):
                text += "\n LIMIT -1"
            text += " OFFSET " + self.expression(wire["offset"])
        return text

    def ordered(self, wire):
        if wire["expr"] == "label":
            return _name(wire["name"])
        if wire["expr"] == "ordered":
            return "%s %s" % (self.ordered(wire["of"]), wire["modifier"])
        return self.expression(wire)

    def ctes(self, wire):
        if not wire.get("ctes"):
            return ""
        word = "WITH RECURSIVE " if any(cte.get("recursive") for cte in wire["ctes"]) else "WITH "
        parts = []
        for cte in wire["ctes"]:
            name = _name(cte["name"])
            if cte.get("recursive"):
                first = cte["query"].get("queries", [cte["query"]])[0]
                name += "(%s)" % ", ".join(_name(column["name"]) for column in first["columns"])
            parts.append("%s AS \n(%s)" % (name, self.as_table(cte["query"])))
        return word + ", \n".join(parts) + "\n "

    def as_table(self, wire):
        """A query in FROM names every column."""
        outer, self.names_all = getattr(self, "names_all", False), True
        try:
            return self.query(wire)
        finally:
            self.names_all = outer

    def selected(self, wire):
        if wire["expr"] == "label":
            return "%s AS %s" % (self.expression(wire["of"]), _name(wire["name"]))
        text = self.expression(wire)
        if getattr(self, "names_all", False) and wire["expr"] == "column":
            text += " AS " + _name(wire["name"])
        return text

    def q_compound(self, wire):
        parts = []
        for part in wire["queries"]:
            text = self.query(part)
            grouped = part["query"] == "compound" or any(part.get(key) for key in ("order_by", "limit", "offset"))
            parts.append("(%s)" % text if grouped else text)
        return self.ctes(wire) + (" %s " % wire["word"]).join(parts) + self.bare(lambda: self.tail(wire))

    def bare(self, write):
        self.is_bare = True
        try:
            return write()
        finally:
            self.is_bare = False

    is_bare = False

    def q_insert(self, wire):
        source = wire["source"]
        text = self.ctes(wire) + "INSERT INTO %s" % _table(wire["table"])
        if source["source"] == "defaults":
            text += " DEFAULT VALUES"
        else:
            text += " (%s)" % ", ".join(_name(column) for column in source["columns"])
            if source["source"] == "select":
                text += " " + self.query(source["query"])
            else:
                rows = ["(%s)" % ", ".join(self.grouped(value) for value in row) for row in source["rows"]]
                text += " VALUES " + ", ".join(rows)
        conflict = wire.get("on_conflict")
        if conflict is not None:
            text += " ON CONFLICT"
            if "constraint" in conflict:
                text += " ON CONSTRAINT " + _name(conflict["constraint"])
            elif conflict.get("elements"):
                text += " (%s)" % ", ".join(self.expression(part) for part in conflict["elements"])
                if "index_where" in conflict:
                    text += " WHERE " + self.expression(conflict["index_where"])
            if "set" in conflict:
                text += " DO UPDATE SET " + self.assignments(conflict["set"], " = ")
                if "where" in conflict:
                    text += " WHERE " + self.expression(conflict["where"])
            else:
                text += " DO NOTHING"
        return text + self.returning(wire)

    def assignments(self, wires, equals):
        return ", ".join("%s%s%s" % (_name(wire["column"]), equals, self.grouped(wire["value"])) for wire in wires)

    def q_update(self, wire):
        text = self.ctes(wire) + "UPDATE %s SET %s" % (_table(wire["table"]), self.assignments(wire["set"], "="))
        if wire.get("from"):
            text += " FROM " + ", ".join(self.source(source) for source in wire["from"])
        if wire.get("where"):
            text += " WHERE " + self.expression(wire["where"])
        return text + self.returning(wire)

    def q_delete(self, wire):
        text = self.ctes(wire) + "DELETE FROM %s" % _table(wire["table"])
        if wire.get("using"):
            text += " USING " + ", ".join(self.source(source) for source in wire["using"])
        if wire.get("where"):
            text += " WHERE " + self.expression(wire["where"])
        return text + self.returning(wire)

    def returning(self, wire):
        if not wire.get("returning"):
            return ""
        write = lambda: ", ".join(self.selected(column) for column in wire["returning"])
        return " RETURNING " + (self.bare(write) if self.dialect == "sqlite" else write())

    def source(self, wire):
        kind = wire["from"]
        if kind == "table":
            return _table(wire) + (" AS " + _name(wire["alias"]) if wire.get("alias") else "")
        if kind == "subquery":
            return "(%s) AS %s" % (self.as_table(wire["query"]), _name(wire["alias"]))
        if kind == "function":
            return "%s AS %s" % (self.expression(wire["function"]), _name(wire["alias"]))
        if kind == "raw":
            return wire["sql"]
        word = {"inner": "JOIN", "left": "LEFT OUTER JOIN", "full": "FULL OUTER JOIN"}[wire["kind"]]
        return "%s %s %s ON %s" % (
            self.source(wire["left"]),
            word,
            self.source(wire["right"]),
            self.expression(wire["on"]),
        )

    def expression(self, wire):
        return getattr(self, "e_" + wire["expr"])(wire)

    def grouped(self, wire):
        text = self.expression(wire)
        return "(%s)" % text if wire["expr"] in ("binary", "junction") else text

    def operand(self, wire, around):
        text = self.expression(wire)
        if wire["expr"] in ("binary", "junction"):
            operator = wire["operator"]
            own = 0 if isinstance(operator, dict) else _RANKS.get(operator, 5)
            limit = around if isinstance(around, int) else 0 if isinstance(around, dict) else _RANKS.get(around, 5)
            if not (operator == around and around in _CHAINED) and own <= limit:
                return "(%s)" % text
        elif wire["expr"] in ("in", "between", "is_null") and isinstance(around, int) and around >= 5:
            return "(%s)" % text
        return text

    def e_text(self, wire):
        return self.q_text(wire)

    def e_raw(self, wire):
        return wire["sql"]

    def e_column(self, wire):
        if self.is_bare or wire.get("table") is None:
            return _name(wire["name"])
        table = {"name": wire["table"], "namespace": wire.get("namespace")}
        return "%s.%s" % (_table(table), _name(wire["name"]))

    def e_bind(self, wire):
        name = wire.get("name")
        if name is None:
            self.anonymous += 1
            name = "param_%d" % self.anonymous
        if wire.get("expanding"):
            names = ["%s_%d" % (name, number) for number, _ in enumerate(wire["value"], 1)]
            self.values.update(zip(names, wire["value"]))
            return "(%s)" % ", ".join(":" + name for name in names)
        if "value" in wire:
            self.values[name] = wire["value"]
        return ":" + name

    def e_null(self, wire):
        return "NULL"

    def e_true(self, wire):
        return "1" if self.dialect == "sqlite" else "true"

    def e_false(self, wire):
        return "0" if self.dialect == "sqlite" else "false"

    def e_function(self, wire):
        name = ".".join(wire["path"])
        arguments = wire.get("arguments", ())
        if name.lower() in _ANSI:
            return name.upper()
        if name == "~":
            return "~" + self.expression(arguments[0])
        text = "%s(%s)" % (name, ", ".join(self.expression(argument) for argument in arguments))
        if name in ("ANY", "ALL"):
            text = text.replace("(", " (", 1)
        if wire.get("filter"):
            text += " FILTER (WHERE %s)" % self.expression(wire["filter"])
        return text

    def e_binary(self, wire):
        operator = wire["operator"]
        if operator in ("ilike", "not_ilike"):
            word = "LIKE" if operator == "ilike" else "NOT LIKE"
            text = "lower(%s) %s lower(%s)" % (self.expression(wire["left"]), word, self.expression(wire["right"]))
        else:
            word = operator["custom"] if isinstance(operator, dict) else _OPERATORS[operator]
            text = "%s %s %s" % (self.operand(wire["left"], operator), word, self.operand(wire["right"], operator))
        if wire.get("escape"):
            text += " ESCAPE '%s'" % wire["escape"]
        return text

    def e_junction(self, wire):
        word = " %s " % _OPERATORS[wire["operator"]]
        return word.join(self.operand(part, wire["operator"]) for part in wire["parts"])

    def e_not(self, wire):
        of = wire["of"]
        text = self.expression(of)
        if of["expr"] in ("binary", "junction", "exists"):
            text = "(%s)" % text
        return "NOT " + text

    def e_negative(self, wire):
        return "-" + self.operand(wire["of"], 8)

    def e_is_null(self, wire):
        return "%s IS %sNULL" % (self.operand(wire["of"], 5), "NOT " if wire["negated"] else "")

    def e_in(self, wire):
        within = wire["within"]
        if len(within) == 1 and (within[0]["expr"] == "subquery" or within[0].get("expanding")):
            inside = self.expression(within[0])
        else:
            inside = "(%s)" % ", ".join(self.expression(part) for part in within)
        text = "%s %sIN %s" % (self.operand(wire["of"], 5), "NOT " if wire["negated"] else "", inside)
        return "(%s)" % text if wire["negated"] else text

    def e_between(self, wire):
        parts = (self.operand(wire["of"], 5), "NOT " if wire["negated"] else "")
        return "%s %sBETWEEN %s AND %s" % (parts + (self.operand(wire["low"], 3), self.operand(wire["high"], 3)))

    def e_cast(self, wire):
        return "CAST(%s AS %s)" % (self.expression(wire["of"]), column_type(wire["type"]))

    def e_case(self, wire):
        text = "CASE "
        if wire.get("of"):
            text += self.expression(wire["of"]) + " "
        for condition, result in wire["branches"]:
            text += "WHEN %s THEN %s " % (self.grouped(condition), self.expression(result))
        if wire.get("otherwise"):
            text += "ELSE %s " % self.expression(wire["otherwise"])
        return text + "END"

    def e_label(self, wire):
        return self.expression(wire["of"])

    def e_ordered(self, wire):
        return "%s %s" % (self.operand(wire["of"], 3), wire["modifier"])

    def e_collate(self, wire):
        return "%s COLLATE %s" % (self.operand(wire["of"], 4), _name(wire["collation"]))

    def e_extract(self, wire):
        return "EXTRACT(%s FROM %s)" % (wire["field"], self.expression(wire["from"]))

    def e_exists(self, wire):
        return "EXISTS (%s)" % self.query(wire["query"])

    def e_subquery(self, wire):
        return "(%s)" % self.query(wire["query"])

    def e_tuple(self, wire):
        return "(%s)" % ", ".join(self.expression(item) for item in wire["items"])

    def e_array(self, wire):
        return "ARRAY[%s]" % ", ".join(self.expression(item) for item in wire["items"])

    def e_index(self, wire):
        return "%s[%s]" % (self.operand(wire["of"], 15), self.expression(wire["index"]))

    def e_grouping(self, wire):
        return "(%s)" % self.expression(wire["of"])

    def e_distinct(self, wire):
        return "DISTINCT " + self.operand(wire["of"], 5)

    def e_over(self, wire):
        clauses = []
        for key, word in (("partition_by", "PARTITION BY "), ("order_by", "ORDER BY ")):
            if wire.get(key):
                clauses.append(word + ", ".join(self.expression(part) for part in wire[key]))
        return "%s OVER (%s)" % (self.expression(wire["of"]), " ".join(clauses))

    def e_next_value(self, wire):
        return "<next sequence value: %s>" % _table(wire) if self.dialect is None else "nextval('%s')" % _table(wire)

    def e_excluded(self, wire):
        return "excluded." + _name(wire["name"])


class Operations:
    """The few operations that tests run on SQLite."""

    def __init__(self, dialect):
        self.dialect = dialect

    def create_table(self, wire):
        table = wire["table"]
        parts = []
        key = [_name(column["name"]) for column in table["columns"] if column.get("primary_key")]
        for column in table["columns"]:
            text = "%s %s" % (_name(column["name"]), column_type(column["type"]))
            if not column["nullable"]:
                text += " NOT NULL"
            parts.append(text)
        for constraint in table.get("constraints", ()):
            if constraint["constraint"] == "primary_key":
                key = [_name(column) for column in constraint["columns"]]
        if key:
            parts.append("PRIMARY KEY (%s)" % ", ".join(key))
        return ["CREATE TABLE %s (%s)" % (_table(table), ", ".join(parts))]

    def create_enum(self, wire):
        return []

    def drop_table(self, wire):
        return ["DROP TABLE " + _table(wire["table"])]
