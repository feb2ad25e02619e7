"""Measurements: run by hand, and at small size in CI."""
