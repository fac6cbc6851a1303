"""Registers: a small one proves nothing by its silence, and a year that no table covers has no holidays."""

from dataclasses import replace

from checks.cases.outside import CASES, REGISTRY, registered
from checks.paper_sets import paper, paper_set

from fraudpipe.checks.outside.registry_facts import check_registry_facts
from fraudpipe.records.hospital_registry import HospitalRegistry
from fraudpipe.records.paper_set import PaperSet


def codes(papers: PaperSet) -> set[str]:
    return {one.code for one in check_registry_facts(papers)}


def test_only_a_complete_register_says_that_a_hospital_does_not_exist() -> None:
    papers = registered(paper("discharge_record", hospital_name="杜撰市医院"))
    assert codes(papers) == {"hospital_not_registered"}
    assert codes(replace(papers, hospitals=HospitalRegistry(REGISTRY.by_name, complete=False))) == set()
    assert codes(replace(papers, hospitals=None)) == set()


def test_a_hospital_of_which_nothing_is_listed_contradicts_nothing() -> None:
    papers = paper(
        "discharge_record", hospital_name="虚构镇卫生院", department="心血管外科", attending_doctor="虚构乙丙"
    )
    assert codes(registered(papers)) == set()


def test_a_day_of_a_year_that_the_table_does_not_cover_is_a_day_like_others() -> None:
    assert codes(paper_set(paper("pathology_report", reported_date="2017-10-01"))) == set()
    assert codes(paper_set(paper("pathology_report", reported_date="2018-10-01"))) == {"signed_on_holiday"}


def test_a_house_that_was_not_read_may_be_a_larger_one() -> None:
    papers = CASES["hospital_level_low"][0]
    assert "hospital_level_low" in codes(papers)
    unread = paper("record_front_page", "unreadable", hospital_name="")
    assert "hospital_level_low" not in codes(replace(papers, papers=(*papers.papers, unread)))
