"""Discovery: several independent ways to learn which articles a source has."""
