"""``python -m openlet.cli``."""

import sys

from openlet.cli import main

sys.exit(main())
