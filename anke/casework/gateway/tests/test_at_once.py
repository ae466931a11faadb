"""The same sent several times at once is done once; on both databases. And everything else on PostgreSQL."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from anke.casework.cases.tests.test_together import COMPARED, PROJECT, installation, python
from anke.casework.gateway.webhooks.sending import signature
from tests.postgres import once_more

__all__ = ["installation"]  # the fixture, used by name
MANY = 6


@pytest.mark.slow
def test_the_same_key_sent_at_once_is_one_act(installation: dict[str, str]) -> None:
    run = [sys.executable, "-m", "anke.casework.gateway.tests.caller", str(MANY)]
    done = subprocess.run(
        run, env=installation, cwd=PROJECT, capture_output=True, text=True, timeout=120, check=True
    )
    told = json.loads(done.stdout.splitlines()[-1])
    for what, status in (("registered", 201), ("withdrawn", 200)):
        assert [one[0] for one in told[what]] == [status] * MANY
        assert len({json.dumps(one[1], sort_keys=True) for one in told[what]}) == 1
    assert told["events"] == ["case_registered", "case_withdrawn"]
    assert told["calls"] == 2
    assert python(COMPARED, installation) == "[]\n"


@pytest.mark.slow
@pytest.mark.postgres
def test_the_gateway_on_postgresql(postgres_url: str) -> None:
    left_out = "anke/casework/gateway/tests/test_matrix.py::test_who_is_let_in"
    some = "not at_once and not (says and (director or head or ministry))"
    once_more(postgres_url, "--deselect", left_out, "-k", some, "anke/casework/gateway/tests")


def test_the_script_of_the_page_knows_what_is_genuine() -> None:
    page = (Path(PROJECT) / "docs" / "how-to" / "receive-webhooks.md").read_text()
    found = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert found is not None
    assert found[1].count("\n") <= 15
    names: dict[str, object] = {}
    exec(found[1], names)
    genuine = names["genuine"]
    assert callable(genuine)
    body, header = '{"id":"a-1"}', signature("secret", 1_000, '{"id":"a-1"}')
    assert genuine(header, body.encode(), "secret", now=1_200.0)
    assert not genuine(header, body.encode(), "secret", now=1_400.0)
    assert not genuine(header, b"{}", "secret", now=1_200.0)
    assert not genuine(header, body.encode(), "another", now=1_200.0)
    assert not genuine("nonsense=", body.encode(), "secret", now=1_200.0)
