"""MUC-4 templates out of claims and events, for `benchmarks/muc4.py`."""
