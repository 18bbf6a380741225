"""Lets the tests below import `invented`."""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = next(folder for folder in Path(__file__).resolve().parents if folder.name == "tests")
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))
