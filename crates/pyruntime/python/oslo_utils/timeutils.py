"""Clocks, as scripts ask them."""

import datetime
import time

PERFECT_TIME_FORMAT = "%Y-%m-%dT%H:%M:%S.%f"


def now():
    return time.monotonic()


def utcnow(with_timezone=False):
    moment = datetime.datetime.now(datetime.timezone.utc)
    return moment if with_timezone else moment.replace(tzinfo=None)


def utcnow_ts(microsecond=False):
    return time.time() if microsecond else int(time.time())


def parse_strtime(timestr, fmt=PERFECT_TIME_FORMAT):
    return datetime.datetime.strptime(timestr, fmt)


def normalize_time(timestamp):
    offset = timestamp.utcoffset()
    return timestamp if offset is None else timestamp.replace(tzinfo=None) - offset


def is_older_than(before, seconds):
    return utcnow() - _moment(before) > datetime.timedelta(seconds=seconds)


def is_newer_than(after, seconds):
    return _moment(after) - utcnow() > datetime.timedelta(seconds=seconds)


def _moment(given):
    return normalize_time(parse_strtime(given) if isinstance(given, str) else given)


def delta_seconds(before, after):
    return (after - before).total_seconds()


def iso8601_from_timestamp(timestamp, microsecond=False):
    moment = datetime.datetime.fromtimestamp(timestamp, datetime.timezone.utc)
    return (moment if microsecond else moment.replace(microsecond=0)).isoformat()


def marshall_now(now=None):
    now = now or utcnow()
    return {name: getattr(now, name) for name in ("day", "month", "year", "hour", "minute", "second", "microsecond")}
