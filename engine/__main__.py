"""``python -m engine`` is ``raccordo``."""

import sys

from engine.cli.main import main

sys.exit(main())
