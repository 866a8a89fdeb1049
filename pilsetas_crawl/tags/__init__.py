"""Tags, keywords and topics of articles (docs/tags.md)."""
