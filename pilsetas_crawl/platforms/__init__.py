"""Platforms: how the content systems behind municipal sites are discovered and read."""
