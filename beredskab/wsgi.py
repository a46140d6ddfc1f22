"""The web process: refuses to start on wrong settings, with one line for each."""

import os

from django.core.wsgi import get_wsgi_application

from beredskab import checks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beredskab.settings")

application = get_wsgi_application()
checks.require()
