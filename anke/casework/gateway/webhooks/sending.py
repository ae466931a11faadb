"""One delivery on its way: signed, within a time limit, to an address that was judged, and no further."""

import hashlib
import hmac
from datetime import datetime
from typing import Final

import certifi
import urllib3
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError, SSLError, TimeoutError

from anke.casework.gateway.webhooks.guard import Blocked, Target, target_of

CONNECT, READ, WHOLE = 3.0, 5.0, 10.0  # seconds
SIGNATURE: Final = "Anke-Signature"
DELIVERY: Final = "Anke-Delivery"


def signature(secret: str, moment: int, body: str) -> str:
    """The header's value: the moment (seconds since 1970), and the HMAC-SHA256 of `moment.body`.

    >>> signature("s", 1, "{}")[:8]
    't=1,v1=9'
    """
    digest = hmac.new(secret.encode(), f"{moment}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"


def send(url: str, *, body: str, secret: str, delivery: str, at: datetime) -> str | None:
    """Send one delivery; None where it was taken (2xx), else why not, as an id that holds no data."""
    try:
        target = target_of(url)
    except Blocked as blocked:
        return f"blocked_{blocked}"
    headers = {
        "Host": target.host if target.port in (80, 443) else f"{target.host}:{target.port}",
        "Content-Type": "application/json",
        "User-Agent": "anke",
        DELIVERY: delivery,
        SIGNATURE: signature(secret, int(at.timestamp()), body),
    }
    try:
        return _post(target, body, headers)
    except (HTTPError, OSError, ValueError) as problem:
        return _why(problem)


def _why(problem: Exception) -> str:
    reason = problem.reason if isinstance(problem, MaxRetryError) else problem
    if isinstance(reason, SSLError):
        return "tls"
    if isinstance(reason, TimeoutError) and not isinstance(reason, NewConnectionError):
        return "timeout"
    return "connection"


def _post(target: Target, body: str, headers: dict[str, str]) -> str | None:
    limits = urllib3.Timeout(connect=CONNECT, read=READ, total=WHOLE)
    pool: urllib3.HTTPConnectionPool
    if target.tls:
        pool = urllib3.HTTPSConnectionPool(
            target.address,
            target.port,
            timeout=limits,
            cert_reqs="CERT_REQUIRED",
            ca_certs=certifi.where(),
            server_hostname=target.host,
            assert_hostname=target.host,
        )
    else:
        pool = urllib3.HTTPConnectionPool(target.address, target.port, timeout=limits)
    with pool:
        answer = pool.urlopen(
            "POST",
            target.path,
            body=body.encode(),
            headers=headers,
            redirect=False,
            retries=False,
            preload_content=False,
        )
        answer.close()  # what it says is not read
    if 200 <= answer.status < 300:
        return None
    return "redirect" if 300 <= answer.status < 400 else f"status_{answer.status}"
