"""Write the OpenAPI description as it is kept in docs/openapi.json.

    OPENLET_TEAM=team.toml python3 -m openlet.web.team.description > docs/openapi.json

Any configuration will do; no database is needed.
"""

import json

from openlet.team.configuration import path_of
from openlet.team.start import prepare


def main() -> None:
    """Print it."""
    prepare(path_of())
    from openlet.web.team.api import described

    print(json.dumps(described(), indent=1))


if __name__ == "__main__":
    main()
