"""Repeat a draw with nothing but a standard library:  python draw.py DRAW.json

DRAW.json is the page's download, or what `anke draw Q5A --year 2024 --json` prints. Change the frame by one
case and another hash is found. Ends with 0 where everything is as the file says, with 1 where it is not.
"""

import hashlib
import json
import sys
from pathlib import Path


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


said = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
faults = []
numbers = sorted(number for one in said["strata"] for number in one["frame"])
found = sha256("".join(number + "\n" for number in numbers))
print(f"frame: {len(numbers)} cases, SHA-256 {found}")
if found != said["frame_sha256"] or len(set(numbers)) < len(numbers):
    faults.append(f"the frame is another: the draw was made of {said['frame_sha256']}")
if not said["seed"]:
    sys.exit("The draw is not made yet: there is a frame, and no seed.")
for one in said.get("contributions", []):
    if sha256(one["words"]) != one["sha256"]:
        faults.append(f"the contribution of {one['who']} is not the one that was promised")
words = [said.get("draw", "")] + [one["words"] for one in said.get("contributions", [])]
if "contributions" in said and sha256("\n".join(words)) != said["seed"]:
    faults.append("the seed does not follow from the contributions")
for one in said["strata"]:
    tickets = sorted((sha256(f"{said['seed']}/{number}"), number) for number in one["frame"])
    wanted, more = one.get("wanted", len(one["sample"])), said.get("reserve_each", len(one["reserve"]))
    drawn = [number for _, number in tickets[: wanted + more]]
    if drawn[:wanted] != one["sample"] or drawn[wanted:] != one["reserve"]:
        faults.append(f"office {one['office']} gives another draw: {', '.join(drawn)}")
print("\n".join(faults) or f"the draw is repeated: {sum(len(one['sample']) for one in said['strata'])} cases")
sys.exit(bool(faults))
