"""One delivery on its way: signed, within a time limit, to an address that was judged, and no further."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from threading import BoundedSemaphore, Thread
from typing import Final

import certifi
import urllib3
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError, SSLError, TimeoutError

from anke.casework.gateway.webhooks.guard import Blocked, Target, target_of

CONNECT, READ, WHOLE = 3.0, 5.0, 10.0  # seconds
_under_way: Final = BoundedSemaphore(20)  # deliveries whose other side has not let go of them
SIGNATURE: Final = "Anke-Signature"
DELIVERY: Final = "Anke-Delivery"


def signature(secret: str, moment: int, body: str) -> str:
    """The header's value: the moment (seconds since 1970), and the HMAC-SHA256 of `moment.body`.

    >>> signature("s", 1, "{}")[:8]
    't=1,v1=b'
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
    return _in_time(lambda: _post(target, body, headers))


def _in_time(does: Callable[[], str | None]) -> str | None:
    """What a delivery comes to, within the time one may take. A connection's own limits count from one byte
    to the next: whoever sends one now and then would hold up the work of the whole house."""
    if not _under_way.acquire(blocking=False):
        return "timeout"
    told: list[str | None] = []

    def run() -> None:
        try:
            told.append(does())
        except (HTTPError, OSError, ValueError) as problem:
            told.append(_why(problem))
        finally:
            _under_way.release()

    begun = Thread(target=run, daemon=True)
    begun.start()
    begun.join(WHOLE)
    return told[0] if told else "timeout"


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
