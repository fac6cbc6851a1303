from simulation.frauds.deeds import deeds, leaving

KIND = "filed_elsewhere"


def _first_number(claim):
    return next((int(one.removeprefix("refiled:")) for one in claim.links if one.startswith("refiled:")), None)


def _second():
    return [one for one in deeds(KIND) if _first_number(one) not in (None, one.number)]


def test_every_family_files_twice_and_no_more():
    firsts = [_first_number(one) for one in _second()]
    assert len(firsts) == len(set(firsts))
    assert 0.3 < len(firsts) / len(deeds(KIND)) <= 0.5


def test_the_second_time_the_papers_are_the_first_ones():
    by_number = {one.number: one for one in deeds(KIND)}
    for claim in _second():
        first = by_number[_first_number(claim)]
        assert _first_number(first) == first.number
        assert first.submitted_at < claim.submitted_at
        assert first.member is not claim.member
        tokens = {one.token for one in first.papers} & {one.token for one in claim.papers}
        assert bool(tokens) == ("same_file" in claim.footprints)


def test_relatives_share_a_household():
    by_number = {one.number: one for one in deeds(KIND)}
    for claim in leaving("same_household", deeds(KIND)):
        assert claim.member.region == by_number[_first_number(claim)].member.region


def test_most_try_another_platform_too():
    assert 0.5 < sum(one.filed_elsewhere for one in deeds(KIND)) / len(deeds(KIND)) < 0.9
