"""Lets the tests below import `parsed`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
