"""Surfaces: command line and reports. They translate, never decide."""
