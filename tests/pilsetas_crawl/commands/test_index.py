"""`scrapy index`: what it says, what it refuses, and what crawlall makes of it."""

from pilsetas_crawl.commands import crawlall


def test_indexes_what_is_new_and_says_so(scrapy, archive):
    done = scrapy("index")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "texts: 26 articles taken in, 0 taken out (index made anew: missing)\n"
    assert scrapy("index").stdout == "texts: 0 articles taken in, 0 taken out\n"
    assert scrapy("index", "--all").stdout.endswith("(index made anew: asked for)\n")


def test_what_is_wrong_is_one_line(scrapy, archive, tmp_path):
    for words in (["--store", str(tmp_path / "nowhere")], ["ludza"]):
        done = scrapy("index", *words)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("error: ")
        assert done.stderr.count("\n") == 1


def test_an_index_step_that_fails_is_told_and_hides_nothing(tmp_path, capsys):
    assert not crawlall._index(str(tmp_path / "nowhere"), tmp_path / "state")
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("error: texts could not be indexed: there is no store at ")
    assert told.err.count("\n") == 1


def test_after_a_crawl_the_index_follows(archive, tmp_path, capsys):
    assert crawlall._index(archive.address, tmp_path / "state")
    assert capsys.readouterr().out.startswith("texts: 26 articles taken in")
