"""Measurements and attacks that are too long for a test."""
