import tempfile
from pathlib import Path

import duckdb
import pytest

from exports.connection import connect, literal, path_list


def test_days_are_cut_at_midnight_in_riga():
    with connect() as con:
        # 22:30 UTC is 00:30 of the next day in winter, 21:30 UTC in summer.
        found = con.execute(
            "SELECT (TIMESTAMPTZ '2026-11-04 22:30:00Z')::DATE::VARCHAR, "
            "(TIMESTAMPTZ '2026-07-04 21:30:00Z')::DATE::VARCHAR"
        ).fetchone()
    assert found == ("2026-11-05", "2026-07-05")


def test_nothing_is_fetched_from_the_network():
    with connect() as con, pytest.raises(duckdb.Error, match=r"(?i)httpfs|extension|not implemented"):
        con.execute("SELECT * FROM read_parquet('https://127.0.0.1:9/x.parquet')")


def test_big_sorts_do_not_spill_into_the_current_folder():
    with connect() as con:
        found = con.execute("SELECT current_setting('temp_directory')").fetchone()
    assert found is not None
    assert Path(found[0]).parent == Path(tempfile.gettempdir())


@pytest.mark.parametrize("text", ["it's", "''", "Ķekava\n", "; DROP TABLE x --"])
def test_literal_gives_the_text_back(text):
    with connect() as con:
        assert con.execute(f"SELECT {literal(text)}").fetchone() == (text,)


def test_literal_of_none_is_null():
    assert literal(None) == "NULL"


@pytest.mark.parametrize("folder", ["[ab]", "a*", "wh?t", "it's"])
def test_a_path_means_itself_whatever_its_characters(tmp_path, folder):
    decoys = [tmp_path / name for name in ("a", "ab", "what", "its")]
    for number, place in enumerate([*decoys, tmp_path / folder]):
        place.mkdir()
        duckdb.sql(f"SELECT {number} AS n").write_parquet(str(place / "x.parquet"))
    with connect() as con:
        paths = path_list([str(tmp_path / folder / "x.parquet")])
        assert con.execute(f"SELECT n FROM read_parquet({paths})").fetchall() == [(len(decoys),)]
