"""One way to set Django up for all tests: that of the program with its pages, in a data folder that is not there."""

import os
import tempfile
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "openlet.web.settings"
os.environ["OPENLET_DATA"] = str(Path(tempfile.gettempdir()) / "openlet-tests-open-no-store-here")
