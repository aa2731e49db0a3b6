"""Validation of dates, times and durations."""

import datetime

from ._errors import fault

# Numbers above this are milliseconds.
_MILLISECONDS_FROM = 20_000_000_000


def _from_number(number):
    if abs(number) > _MILLISECONDS_FROM:
        number /= 1000
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return epoch + datetime.timedelta(seconds=number)


def _as_number(text):
    try:
        return float(text)
    except ValueError:
        return None


def _decoded(value):
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def validate_datetime(value, state):
    if isinstance(value, datetime.datetime):
        return value
    if isinstance(value, datetime.date) and not state.strict:
        return datetime.datetime(value.year, value.month, value.day)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and not state.strict:
        return _from_number(value)
    text = _decoded(value)
    if not isinstance(text, str):
        raise fault("datetime_type", value)
    number = _as_number(text)
    if number is not None and number == number:
        return _from_number(number)
    if len(text) < 10:
        raise fault("datetime_from_date_parsing", value, error="input is too short")
    try:
        return datetime.datetime.fromisoformat(_iso(text))
    except ValueError as error:
        raise fault("datetime_from_date_parsing", value, error=_problem(text, error)) from None


def _iso(text):
    return text[:-1] + "+00:00" if text[-1:] in "zZ" else text


def _problem(text, error):
    pieces = text[:10].split("-")
    if len(pieces) == 3 and all(piece.isdigit() for piece in pieces):
        if not 1 <= int(pieces[1]) <= 12:
            return "month value is outside expected range of 1-12"
        if int(pieces[2]) < 1 or int(pieces[2]) > 28:
            return "day value is outside expected range"
    return "invalid character in year" if not text[:4].isdigit() else str(error)


def validate_date(value, state):
    if type(value) is datetime.date:
        return value
    if isinstance(value, datetime.datetime) or isinstance(value, (int, float)) and not isinstance(value, bool):
        moment = value if isinstance(value, datetime.datetime) else _from_number(value)
        return _exact_date(moment, value)
    if isinstance(value, datetime.date):
        return value
    text = _decoded(value)
    if not isinstance(text, str):
        raise fault("date_type", value)
    if len(text) == 10:
        try:
            return datetime.date.fromisoformat(text)
        except ValueError as error:
            raise fault("date_from_datetime_parsing", value, error=_problem(text, error)) from None
    number = _as_number(text)
    if number is not None:
        return _exact_date(_from_number(number), value)
    if len(text) < 10:
        raise fault("date_from_datetime_parsing", value, error="input is too short")
    try:
        moment = datetime.datetime.fromisoformat(_iso(text))
    except ValueError as error:
        raise fault("date_from_datetime_parsing", value, error=_problem(text, error)) from None
    return _exact_date(moment, value)


def _exact_date(moment, value):
    if moment.hour or moment.minute or moment.second or moment.microsecond:
        raise fault("date_from_datetime_inexact", value)
    return moment.date()


def validate_time(value, state):
    if isinstance(value, datetime.time):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=value)).time()
    text = _decoded(value)
    if not isinstance(text, str):
        raise fault("time_type", value)
    if len(text) < 5:
        raise fault("time_parsing", value, error="input is too short")
    try:
        return datetime.time.fromisoformat(_iso(text))
    except ValueError:
        raise fault("time_parsing", value, error="invalid character in hour") from None


def validate_timedelta(value, state):
    if isinstance(value, datetime.timedelta):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return datetime.timedelta(seconds=value)
    text = _decoded(value)
    if not isinstance(text, str):
        raise fault("time_delta_type", value)
    found = _duration(text.strip())
    if found is None:
        numeric = text.strip("+- ")[:1].isdigit()
        error = '"day" identifier in duration not correctly formatted' if numeric else "invalid digit in duration"
        raise fault("time_delta_parsing", value, error=error)
    return found


def _duration(text):
    """`P1DT2H`, `1:30:00`, `2 days, 1:00`."""
    import re

    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("+-")
    iso = re.fullmatch(
        r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", text
    )
    if iso and len(text) > 1:
        years, months, weeks, days, hours, minutes, seconds = (float(part or 0) for part in iso.groups())
        days += years * 365 + months * 30 + weeks * 7
        return sign * datetime.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    plain = re.fullmatch(r"(?:(\d+)\s*d(?:ays?)?,?\s*)?(?:(\d+):(\d+)(?::(\d+(?:\.\d+)?))?)?", text, re.I)
    if plain and text:
        days, hours, minutes, seconds = (float(part or 0) for part in plain.groups())
        return sign * datetime.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return None


VALIDATORS = {
    "date": validate_date,
    "datetime": validate_datetime,
    "time": validate_time,
    "timedelta": validate_timedelta,
}
