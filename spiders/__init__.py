"""Spiders: one declaration per municipality, the file named after its slug."""
