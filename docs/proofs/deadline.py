"""Compute a case's deadlines again from its proof: python3 deadline.py proof.json (status 1: they differ)."""

import calendar
import json
import sys
from datetime import date, timedelta
from pathlib import Path

DAY, parse = timedelta(days=1), date.fromisoformat


def compute(received, limit, moved):
    rule, closed = limit["rule"], {parse(day) for day in limit["closed_days"]}
    working = rule["unit"] == "working_days"
    kinds = ("paused", "resumed", "extended", "extension_removed")
    stops, starts, granted, taken = ([one for one in moved if one["what"] == kind] for kind in kinds)
    ended = [parse(one["on"]) for one in starts] + [date.max] * len(stops)
    pauses = [(parse(one["on"]), end) for one, end in zip(stops, ended, strict=False)]

    def is_open(day):
        return day.weekday() < 5 and day not in closed

    def paused(day):  # up to when; None: the clock runs on that day
        return next((end for start, end in pauses if start <= day < end), None)

    def run(day, number):  # the number-th day after `day` that counts and is not paused; None: never
        while number and paused(day + DAY) != date.max:
            day += DAY
            number -= paused(day) is None and (is_open(day) or not working)
        return None if number else day

    zero, length = received - DAY * rule["first_day"], rule["value"] * (7 if rule["unit"] == "weeks" else 1)
    if rule["unit"] == "months":
        year, month = divmod(received.month - 1 + rule["value"], 12)
        first, wanted = date(received.year + year, month + 1, 1), received.day - rule["first_day"]
        last = calendar.monthrange(first.year, first.month)[1]
        length = (first + DAY * (min(wanted, last) - 1) - zero).days
    end = run(zero, length)
    if end and rule["roll"] == "next" and not is_open(end):
        while end and (not is_open(end) or paused(end)):
            end = None if paused(end) == date.max else end + DAY
    while end and rule["roll"] == "previous" and not is_open(end) and end > received:
        end -= DAY
    ends, back = [end], {(one["until"], one["on"]) for one in taken}
    for one in granted:
        if not any(until == one["until"] and on >= one["on"] for until, on in back):
            on, until = parse(one["on"]), parse(one["until"])
            number = sum(is_open(on + DAY * n) or not working for n in range(1, (until - on).days + 1))
            reached = run(on, number)
            ends.append(reached and max(reached, until))
    return None if None in ends else max(ends).isoformat()


proof, wrong = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), False
for limit in proof["deadlines"]:
    known = [one for one in limit["movements"] if one["on"] <= (limit["ended_on"] or "9999")]
    for name, moved in (("original", []), ("current", known)):
        found, said = compute(parse(proof["received_on"]), limit, moved), limit["answer"][name]
        wrong |= found != said
        print(f"{limit['limit']}, {name}: computed {found}, the proof says {said}")
sys.exit(wrong)
