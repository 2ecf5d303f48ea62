"""A team's server as a WSGI application, for any server of such: gunicorn, granian."""

from openlet.web.new_day import watch_changes
from openlet.web.wsgi import application

__all__ = ["application"]

watch_changes()
