"""Readers of the index: beside its writer, and where they may not write."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pilsetas_crawl.search.database import SearchFile

NOBODY = 65534
_READ = """
import os, sys
from pathlib import Path
from pilsetas_crawl.search.database import SearchFile
os.seteuid(int(sys.argv[2]))
print(*SearchFile.read_only(Path(sys.argv[1])).execute("SELECT count(*) FROM doc").fetchone())
"""


def test_a_reader_sees_what_counts_while_the_writer_is_at_work(tmp_path):
    writer = SearchFile(tmp_path / SearchFile.name())
    reader = SearchFile.read_only(tmp_path / SearchFile.name())
    with writer.transaction() as connection:
        connection.execute("INSERT INTO doc VALUES (1, 'a', 1, NULL, 1, 1)")
        assert reader.execute("SELECT count(*) FROM doc").fetchone() == (0,)
    assert reader.execute("SELECT count(*) FROM doc").fetchone() == (1,)
    reader.close()
    writer.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can read as somebody else")
def test_a_reader_who_may_not_write_there():
    # Not in pytest's own folder, which is closed to others.
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        SearchFile(Path(name) / SearchFile.name()).close()
        assert [path.name for path in Path(name).iterdir()] == [SearchFile.name()]
        done = subprocess.run(
            [sys.executable, "-c", _READ, str(Path(name) / SearchFile.name()), str(NOBODY)],
            capture_output=True, text=True, check=False, env={"PYTHONPATH": str(Path.cwd())},
        )  # fmt: skip
    assert (done.stdout, done.stderr) == ("0\n", "")
