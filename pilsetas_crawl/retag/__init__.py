"""Tagging the archive anew, without recrawling, when gazetteer, vocabulary or rules have become better."""
