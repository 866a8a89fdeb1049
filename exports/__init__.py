"""Everything that leaves the archive: the DuckDB views, the catalog file, queries and CSV.

Imports the core only. DuckDB is heavy, so commands import these modules where they use them.
"""
