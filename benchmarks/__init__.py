"""What is fast, against what, measured in one run. See README.md.

The program is started here on a data folder of its own, before any of its rooms is imported.
"""

import atexit
import os
import shutil
import tempfile

import django

_home = tempfile.mkdtemp(prefix="anke-benchmark-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["ANKE_HOME"] = _home
os.environ.pop("DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "anke.site.settings"
django.setup()
