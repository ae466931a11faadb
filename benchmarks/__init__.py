"""What is fast, against what, measured in one run. See README.md.

The program is started here on a data folder of its own, before any of its rooms is imported. A benchmark
that starts another process of itself names the database and the folder in ANKE_BENCHMARK_DATABASE and
ANKE_BENCHMARK_HOME.
"""

import atexit
import os
import shutil
import tempfile

import django

if _given := os.environ.get("ANKE_BENCHMARK_HOME"):
    os.environ["ANKE_HOME"] = _given
else:
    _home = tempfile.mkdtemp(prefix="anke-benchmark-")
    atexit.register(shutil.rmtree, _home, ignore_errors=True)
    os.environ["ANKE_HOME"] = _home
os.environ.pop("DATABASE_URL", None)
if _chosen := os.environ.get("ANKE_BENCHMARK_DATABASE"):
    os.environ["DATABASE_URL"] = _chosen
os.environ["DJANGO_SETTINGS_MODULE"] = "anke.site.settings"
django.setup()
