"""Item pipelines: one class per file, one duty each, numbered in hundreds in the settings."""
