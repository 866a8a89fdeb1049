"""Rule: a fault a caller can mend is one line on stderr and exit code 2; no option is an argument."""

from __future__ import annotations

import argparse

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from pilsetas_crawl.command import FAULT, PilsetasCommand, refuse_unknown_options
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.run.outcomes import Reason, RejectedError


class Sample(PilsetasCommand):
    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()
        self.error = error
        self.done: list[str] = []

    def short_desc(self) -> str:
        return "sample"

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        if self.error is not None:
            raise self.error
        self.done = args


def test_work_that_goes_well_leaves_code_0(capsys):
    command = Sample()
    command.run(["a", "-"], argparse.Namespace())
    assert command.done == ["a", "-"]
    assert command.exitcode == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (PilsetasError("no store at x: make one"), "error: no store at x: make one\n"),
        (
            RejectedError(Reason.SOFT_404, "title 'Lapa nav atrasta'"),
            "error: soft_404: title 'Lapa nav atrasta'\n",
        ),
    ],
)
def test_a_fault_is_one_line_and_a_code(error, line, capsys):
    command = Sample(error)
    command.run([], argparse.Namespace())
    told = capsys.readouterr()
    assert told.err == line
    assert told.out == ""
    assert command.exitcode == FAULT == 2


def test_a_fault_of_ours_is_not_dressed_up():
    with pytest.raises(KeyError):
        Sample(KeyError("x")).run([], argparse.Namespace())


@pytest.mark.parametrize("args", [["--limt", "5"], ["x", "-q"], ["--"]])
def test_unknown_options_are_refused(args):
    with pytest.raises(UsageError, match=r"unknown option: --?"):
        refuse_unknown_options(args)
    command = Sample()
    with pytest.raises(UsageError):
        command.run(args, argparse.Namespace())
    assert command.done == []


def test_a_lone_dash_is_a_file_name():
    refuse_unknown_options(["-", "novads"])


def test_the_command_line_wins_over_the_setting():
    command = Sample()
    command.settings = Settings({"PILSETAS_STORE": "store"})
    assert command.setting("PILSETAS_STORE") == "store"
    assert command.setting("PILSETAS_STORE", "/elsewhere") == "/elsewhere"
    assert command.setting("PILSETAS_STORE", "") == ""
