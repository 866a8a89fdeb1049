"""Search in the texts of the archive: an index of word keys, kept in step with the manifests."""
