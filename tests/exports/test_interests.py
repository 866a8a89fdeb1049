"""What an interest wants: places by any, subjects by any or all, and what is never wanted wins."""

import re
from pathlib import Path

import pytest

from exports.interests import Interest, InterestError, Near
from exports.interests_file import KEYS, channels, find_interest, read_interest
from pilsetas_crawl.registry import REGIONS, municipality
from pilsetas_crawl.tags.stems import tag_key

LUDZA, RIGA, CESIS = "ludza", "riga", "cesis"


def interest(**more):
    return Interest(name="x", title="X", **more)


def here(one, slug):
    place = municipality(slug)
    return one.is_here(place.region, slug, place.lat, place.lon)


def test_nothing_asked_for_is_everywhere_and_everything():
    assert here(interest(), LUDZA)
    assert interest().is_about((), (), ())


def test_places_are_joined_by_or():
    one = interest(regions=("latgale",), municipalities=(CESIS,))
    assert [here(one, slug) for slug in (LUDZA, CESIS, RIGA)] == [True, True, False]


def test_never_wins_over_a_region():
    one = interest(regions=("vidzeme",), not_municipalities=(RIGA,))
    assert [here(one, slug) for slug in (CESIS, RIGA)] == [True, False]


@pytest.mark.parametrize(
    # From the centre of Ludza to that of Rēzekne it is 25 km as the crow flies.
    ("km", "inside"),
    [(20, False), (30, True)],
)
def test_near_is_measured_in_kilometres(km, inside):
    assert Near(56.547, 27.719, km).holds(56.507, 27.331) is inside


def test_an_unknown_point_is_not_near():
    assert not Near(56.5, 27.7, 100).holds(None, 27.7)


def test_the_subject_by_any():
    one = interest(topics=("roads", "education"), tags=(tag_key("tilts"),))
    assert one.is_about(["roads"], [], ())
    assert one.is_about([], [tag_key("tilti")], ())
    assert not one.is_about(["sport"], [tag_key("sports")], ())


def test_the_subject_by_all():
    one = interest(topics=("roads",), tags=(tag_key("tilts"),), match_all=True)
    assert one.is_about(["roads", "council"], [tag_key("tilti")], ())
    assert not one.is_about(["roads"], [], ())


def test_phrases_are_found_in_any_form_and_only_as_words_in_a_row():
    one = interest(text=(tag_key("satiksmes pārvads"),))
    assert one.phrases_in("Būvē satiksmes pārvadu", None) == {tag_key("satiksmes pārvads")}
    assert one.phrases_in("Satiksme pie veikala. Pārvads slēgts") == set()
    assert one.phrases_in("Satiksmes drošība", "pārvads") == set()


def test_barred_by_topic_or_tag():
    one = interest(not_topics=("obituaries",), not_tags=(tag_key("izsole"),))
    assert one.is_barred(["roads", "obituaries"], [])
    assert one.is_barred([], [tag_key("Izsoles")])
    assert not one.is_barred(["roads"], [tag_key("tilts")])


def test_the_example_of_a_newsroom(tmp_path):
    """Latgale, roads or schools, not obituaries, Rīga never."""
    path = tmp_path / "x.toml"
    path.write_text(
        'name = "latgales-skolas"\ntitle = "Skolas un ceļi"\nregions = ["latgalē", "Vidzeme"]\n'
        'topics = ["roads", "Izglītība un skolas"]\nnot_topics = ["Līdzjūtības"]\n'
        'not_municipalities = ["Riga"]\ntext = ["jauns tilts"]\ntowns = ["Kuldīga"]\n',
        encoding="utf-8",
    )
    one = read_interest(path)
    assert (one.name, one.title) == ("latgales-skolas", "Skolas un ceļi")
    assert [here(one, slug) for slug in (LUDZA, CESIS, RIGA, "kuldiga", "bauska")] == [
        True, True, False, True, False,
    ]  # fmt: skip
    assert one.topics == ("roads", "education")
    assert one.not_topics == ("obituaries",)
    assert one.text == (tag_key("jaunā tilta"),)


def test_there_is_a_channel_for_each_land():
    assert set(channels()) == set(REGIONS)
    for key, name in REGIONS.items():
        one = find_interest(key)
        assert (one.name, one.title, one.regions) == (key, name, (key,))
    assert find_interest("SĒLIJA").regions == ("selija",)


BASE = 'name = "x"\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('title = "X"', "name: is missing: the last look is remembered by it; such as name = "),
        ('name = "Manas skolas"', "name: 'Manas skolas' has to be of a-z, 0-9 and '-', at most 60; such as "),
        ('name = "../../etc/x"', "name: '../../etc/x' has to be of a-z"),
        (BASE + 'region = ["Latgale"]', "region: unknown key; nearest: regions"),
        (BASE + 'not_topic = ["roads"]', "not_topic: unknown key; nearest: not_topics"),
        (BASE + 'regions = "Latgale"', "regions: has to be a list of texts, such as regions = "),
        (BASE + "towns = [1]", "towns: has to be a list of texts"),
        (BASE + 'regions = ["Latgle"]', "regions: unknown region 'Latgle'; nearest: Latgale"),
        (
            BASE + 'municipalities = ["Ludsas novads"]',
            "municipalities: unknown municipality 'Ludsas novads'; ",
        ),
        (BASE + 'towns = ["Kraslva"]', "towns: unknown town 'Kraslva'; nearest: Krāslava"),
        (
            BASE + 'topics = ["road"]\nnot_topics = ["rods"]',
            "not_topics: unknown topic 'rods'; nearest: roads",
        ),
        (BASE + 'languages = ["lat"]', "languages: unknown language 'lat'; there are: lv, ltg, ru, en"),
        (BASE + 'near = ["56.5,27.7"]', "near: '56.5,27.7' is not LAT,LON,KM, such as"),
        (BASE + 'near = ["nan,27.7,3"]', "near: 'nan,27.7,3' is no circle on the map"),
        (BASE + 'tags = ["!!"]', "tags: '!!' has no word"),
        (BASE + 'tags = [" "]', "tags: has an empty text: leave it out"),
        (BASE + 'match = "both"', "match: has to be 'any' or 'all', not 'both'"),
        (BASE + "events = true", "events: has to be a whole number of days from 0 to 60, not True"),
        (BASE + "events = 61", "events: has to be a whole number of days from 0 to 60, not 61"),
        (BASE + 'title = "A\\r\\nBcc: x@y.lv"', "title: has a line break or another control character"),
        (BASE + '"zona\\nx" = 1', "zona x: unknown key; there are: name, title"),
        (BASE + "title = 7", "title: has to be a text, such as"),
        (
            BASE + 'municipalities = ["Rīga"]\nnot_municipalities = ["riga"]',
            "not_municipalities: Rīga is asked for too: leave out one of the two",
        ),
        (BASE + 'topics = ["roads"]\nnot_topics = ["roads"]', "not_topics: 'roads' is asked for too"),
        (BASE + "regions = [", "not TOML: "),
    ],
)
def test_what_is_wrong_is_one_line_with_file_and_key(tmp_path, text, line):
    path = tmp_path / "mans.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InterestError) as found:
        read_interest(path)
    message = str(found.value)
    assert message.startswith(f"{path}: {line}")
    assert "\n" not in message


def test_other_bytes_and_missing_files_are_one_line_too(tmp_path):
    (tmp_path / "x.toml").write_bytes("title = 'Rīga'".encode("windows-1257"))
    with pytest.raises(InterestError, match="not UTF-8: save it in that encoding"):
        read_interest(tmp_path / "x.toml")
    with pytest.raises(InterestError, match="no interest file and no channel 'latgle'; nearest: latgale"):
        find_interest("latgle")


def test_notepads_mark_is_no_fault(tmp_path):
    (tmp_path / "x.toml").write_bytes(b'\xef\xbb\xbfname = "x"\r\n')
    assert read_interest(tmp_path / "x.toml").title == "x"


def test_the_examples_of_the_docs_can_be_read(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "interests.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert len(examples) == 3
    for number, example in enumerate(examples):
        path = tmp_path / f"{number}.toml"
        path.write_text(example, encoding="utf-8")
        assert read_interest(path).title != read_interest(path).name
    assert set(re.findall(r"`([a-z_]+)`", page.split("## Keys")[1].split("Where **and**")[0])) >= set(KEYS)
