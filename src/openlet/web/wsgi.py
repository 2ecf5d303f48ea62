"""The entry tool as a WSGI application, with its style sheets and scripts out of the package."""

from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from openlet.web.jinja import STATIC

A_YEAR = 31_536_000  # seconds; the addresses of static files change with their content

application = WhiteNoise(get_wsgi_application(), root=STATIC, prefix="static/", max_age=A_YEAR, charset="utf-8")
