import re
from types import SimpleNamespace

from fraudpipe.reporting.world_page import world_page

HOSTILE = "<script>alert(1)</script>\"'&<img src=x>"


def line(**changes: str) -> SimpleNamespace:
    ordinary = {"topic": "Plan", "name": "mean benefit", "cited": "134", "source": "report", "measured": "150",
                "verdict": "outside", "note": ""}  # fmt: skip
    return SimpleNamespace(**(ordinary | changes))


def plot(**changes: object) -> SimpleNamespace:
    return SimpleNamespace(**({"title": "Ages", "says": "of all", "svg": b"<svg></svg>"} | changes))


def table(*rows: tuple[str, ...]) -> SimpleNamespace:
    return SimpleNamespace(title="Steps", says="All.", columns=("step", "cost"), rows=rows)


def test_figures_stand_under_their_topics_and_are_counted() -> None:
    lines = [line(), line(name="papers", topic="Papers", verdict="within"), line(name="wait", verdict="no figure")]
    page = world_page({"claims": "12"}, lines, [plot()], [table(("desk", "30"))])
    assert page.index("mean benefit") < page.index("wait") < page.index("papers"), "one heading a topic"
    assert re.findall(r"<b>(\d+)</b>", page) == ["12", "1", "1", "1"]
    assert re.findall(r'chip (\w+)"', page) == ["outside", "none", "within"]
    assert "<td>desk</td><td>30</td>" in page


def test_an_empty_table_says_so() -> None:
    assert "none in this world" in world_page({}, [], [], [table()])


def test_hostile_text_is_text_wherever_it_stands() -> None:
    page = world_page(
        {HOSTILE: HOSTILE},
        [line(topic=HOSTILE, name=HOSTILE, cited=HOSTILE, source=HOSTILE, measured=HOSTILE, note=HOSTILE)],
        [plot(title=HOSTILE, says=HOSTILE)],
        [table((HOSTILE, HOSTILE))],
    )
    assert page.count("alert(1)") >= 11
    assert "<script" not in page
    assert "<img src=x" not in page


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    page = world_page({}, [line()], [plot()], [table()])
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<iframe|javascript:|@import|url\(|\son\w+=", page)
    assert set(re.findall(r'(?:src|href)="([a-z]+:)', page)) == {"data:"}
