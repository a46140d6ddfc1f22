"""How gunicorn serves the portal: `gunicorn -c python:beredskab.serving beredskab.wsgi`."""

import os

host = os.environ.get("HOST", "127.0.0.1")
bind = (f"[{host}]" if ":" in host else host) + ":" + os.environ.get("PORT", "8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = 4
# Load once, before the workers fork: wrong settings are told once, and memory is shared.
preload_app = True
timeout = 60
graceful_timeout = 10
max_requests = 2000
max_requests_jitter = 200
# Addresses may hold what somebody searched for: requests are not logged.
accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
