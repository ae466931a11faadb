"""Compute a report's figures again from its cases: python3 figures.py report.json cases.csv (1: not so)."""

import calendar
import csv
import hashlib
import json
import sys
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

DAY, COLUMNS = timedelta(days=1), ("case", "counted", "reason", "received_on", "stop_on")


def limit_ends(start, limit):  # the last day that is in time
    if limit["unit"] == "working_days":
        closed, left, day = set(limit["closed_days"]), limit["value"], start
        while left:
            day += DAY
            left -= day.weekday() < 5 and day.isoformat() not in closed
        return day
    if limit["unit"] == "months":
        years, month = divmod(start.month - 1 + limit["value"], 12)
        last = calendar.monthrange(start.year + years, month + 1)[1]
        return date(start.year + years, month + 1, min(start.day, last))
    return start + DAY * limit["value"] * (7 if limit["unit"] == "weeks" else 1)


def belongs(figure, start, stop):  # stopped in the period, or pending on its last day
    first, last = (date.fromisoformat(figure[name]) for name in ("first", "last"))
    if figure["kind"].startswith("stock"):
        return start is not None and start <= last and (stop is None or stop > last)
    timed = figure["kind"] in ("share_within", "mean_duration")
    return stop is not None and first <= stop <= last and not (timed and (start is None or stop < start))


def adds(figure, reason, start, stop):  # what a counted case adds to the numerator
    if figure["kind"] == "mean_duration":
        return (stop - start).days
    if figure["kind"] == "stock_older_than":
        stop = date.fromisoformat(figure["last"])
        return stop > limit_ends(start, figure["limit"])
    if figure["kind"] == "share_within":
        return stop <= limit_ends(start, figure["limit"])
    return reason == "hit" if figure["kind"] == "rate" else 1


def faults(figure, rows):
    numerator = denominator = digest = 0
    for case, counted, reason, *days in rows:
        start, stop = (date.fromisoformat(day) if day else None for day in days)
        fits = belongs(figure, start, stop)
        if fits != (counted == "yes") and not (fits and reason.startswith("excluded:")):
            yield f"case {case}: counted {counted}, but its dates say otherwise"
        elif counted == "yes":
            denominator, numerator = denominator + 1, numerator + adds(figure, reason, start, stop)
            digest += int(hashlib.sha256(case.encode()).hexdigest()[:32], 16)
    found = {"numerator": numerator, "denominator": denominator, "digest": f"{digest % 2**128:032x}"}
    for name, value in found.items():
        if value != figure[name]:
            yield f"{name}: the report says {figure[name]}, the cases give {value}"
    shared = figure["kind"] in ("share_within", "rate", "mean_duration")
    parts = denominator * (7 if figure["unit"] == "weeks" else 1) if shared else 1
    value = Fraction(numerator * (100 if figure["unit"] == "percent" else 1), parts) if parts else None
    same = value is not None and abs(value - Fraction(figure["value"] or 0)) <= abs(value) / 10**20
    if not (same if figure["value"] is not None else denominator == 0):
        yield f"value: the report says {figure['value']}, the cases give {value and float(value)}"


report, cases, bad = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), defaultdict(list), 0
with Path(sys.argv[2]).open(encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        cases[row["figure"]].append([row[name] for name in COLUMNS])
for figure in report["figures"]:
    said = list(faults(figure, cases[figure["id"]]))
    bad += bool(said)
    print(f"{figure['id']}: {'; '.join(said) or 'holds'}")
sys.exit(bad > 0)
