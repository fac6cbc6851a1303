from simulation.frauds.deeds import deeds, leaving

KIND = "early_diagnosis"


def test_the_event_falls_behind_the_wait_and_mostly_just_behind_it():
    tenures = [(one.event_on - one.member.joined_on).days for one in deeds(KIND)]
    assert min(tenures) > 90
    assert 0.5 < sum(one <= 120 for one in tenures) / len(tenures) < 0.85


def test_the_careful_ones_joined_when_others_did():
    careful = [one for one in deeds(KIND, 400) if "event_just_after_wait" not in one.footprints]
    tenures = [(one.event_on - one.member.joined_on).days for one in careful]
    assert min(tenures) > 118
    assert sum(one > 200 for one in tenures) > 0.2 * len(tenures)


def test_papers_that_were_left_know_a_day_inside_the_wait():
    claims = leaving("pathology_report_before_event", deeds(KIND))
    assert claims
    for claim in claims:
        report = claim.paper("pathology_report")
        assert (report.making, report.original) == ("genuine", {})
        assert report.values["reported_date"] < claim.event_on.isoformat()


def test_papers_whose_dates_were_moved_were_printed_with_the_true_ones():
    moved = [one for claim in deeds(KIND) for one in claim.papers if one.making == "altered"]
    assert moved
    for paper in moved:
        assert all(was < paper.values[name] for name, was in paper.original.items())
