"""Tests never touch an installation's data: ANKE_HOME is a folder of their own, made before Django starts."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="anke-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["ANKE_HOME"] = _home
os.environ.pop("DATABASE_URL", None)
