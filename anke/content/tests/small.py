"""A whole authority in few lines, to break one file of at a time."""

import shutil
from pathlib import Path

from anke.content import load

REFERENCE = "{title: Law, href: https://example.org/law}"
AREA = f"""id: housing
title: {{da: Bolig, en: Housing}}
kind: appeal
reference: {REFERENCE}
case_types:
  - id: rent
    code: 11
    title: {{da: Husleje, en: Rent}}
    first_instance_kinds: [municipality]
    reference: {REFERENCE}
"""
DEADLINES = f"""deadlines:
  - id: rent_decision
    title: {{da: Afgørelse, en: Decision}}
    nature: absolute
    binds: each_case
    who: {{da: Nævnet, en: The board}}
    begins: {{da: Modtaget, en: Received}}
    ends: {{da: Afgjort, en: Decided}}
    applies:
      - {{case_types: [rent]}}
    clock: {{start: received_on, stop: decided_on}}
    term:
      values:
        - from: 2024-01-01
          value: {{value: 8, unit: weeks}}
          reference: {REFERENCE}
        - from: 2025-01-01
          value: {{value: 10, unit: weeks}}
          reference: {REFERENCE}
    roll: no
"""
OUTCOMES = f"""outcomes:
  - id: upheld
    code: 1
    title: {{da: Medhold, en: Upheld}}
    on_merits: true
    reversal: true
    reference: {REFERENCE}
rates:
  - id: reversal
    title: {{da: Omgørelse, en: Reversal}}
    values:
      - from: 2024-01-01
        value: {{hits: [upheld], population: [upheld]}}
        reference: {REFERENCE}
"""
AUTHORITIES = f"""reference: {REFERENCE}
authorities:
  - {{code: 5, kind: municipality, title: {{da: Byen, en: The Town}}}}
  - code: 91
    kind: region
    title: {{da: Regionen, en: The Region}}
    members:
      values:
        - from: 2024-01-01
          value: [5]
          reference: {REFERENCE}
"""
WAITS = "".join(
    f"""  - id: {wait}
    title: {{da: Ventetid, en: Wait}}
    values:
      - from: 2024-01-01
        value: {{value: 4, unit: weeks}}
        reference: {REFERENCE}
"""
    for wait in ("pause", "approval", "dispatch", "review")
)
BACK = "".join(
    f"""  - id: {kind}
    title: {{da: Tilbageføring, en: Back-dating}}
    values:
      - from: 2024-01-01
        value: {{value: 30, unit: days}}
        reference: {REFERENCE}
"""
    for kind in ("pause", "extension", "decision", "dispatch", "other")
)
CASEWORK = f"""waits:
{WAITS}back_dating:
{BACK}two_persons:
  values:
    - from: 2024-01-01
      value: {{outcomes: [], case_types: [rent]}}
      reference: {REFERENCE}
most_far_reaching:
  values:
    - from: 2024-01-01
      value: [upheld]
      reference: {REFERENCE}
"""
FILES = {
    "law_areas/housing.yaml": AREA,
    "deadlines/rent.yaml": DEADLINES,
    "outcomes.yaml": OUTCOMES,
    "casework.yaml": CASEWORK,
    "authorities/all.yaml": AUTHORITIES,
}


def write_small_authority(place: Path) -> Path:
    """Write the small authority into an empty folder; its calendar is the shipped one."""
    for file, text in FILES.items():
        path = place / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copytree(load.HERE / "ankestyrelsen" / "calendar", place / "calendar")
    return place
