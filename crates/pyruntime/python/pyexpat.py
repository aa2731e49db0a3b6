"""`pyexpat`: refused. The interpreter's own keeps neither the order of elements nor the errors of a document."""

import sys


class ExpatError(Exception):
    pass


error = ExpatError
EXPAT_VERSION = "expat_2.7.1"
version_info = (2, 7, 1)
native_encoding = "UTF-8"
features = []
XML_PARAM_ENTITY_PARSING_NEVER, XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE, XML_PARAM_ENTITY_PARSING_ALWAYS = range(3)
model, errors = type(sys)("pyexpat.model"), type(sys)("pyexpat.errors")
errors.codes, errors.messages = {}, {}


class XMLParserType:
    pass


def ParserCreate(encoding=None, namespace_separator=None, intern=None):
    raise NotImplementedError("XML is not read by the embedded Python: run with the project's own Python (--python)")


def ErrorString(code):
    return None
