"""The way in for the web server (granian, or any other that speaks WSGI)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anke.site.settings")

application = get_wsgi_application()
