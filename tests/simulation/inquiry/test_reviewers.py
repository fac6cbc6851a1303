import numpy as np

from fraudpipe.simulation.inquiry.reviewers import hire, reviewer_ids


def test_ids_are_drawn_from_the_seed_and_say_nothing():
    ids = reviewer_ids(3)
    assert ids == reviewer_ids(3) != reviewer_ids(4)
    assert len(set(ids)) == len(ids)
    numbers = [int(one[1:]) for one in ids[:2_000]]
    assert abs(np.corrcoef(numbers, np.arange(2_000))[0, 1]) < 0.1


def test_insiders_sit_at_the_desk_among_at_least_as_many_others():
    staff = hire(3, ["V0007", "V0123"], 2, np.array([1, 3]))
    assert staff.ids[:2] == ("V0007", "V0123")
    assert len(set(staff.ids)) == len(staff.ids) == staff.desk_count + 4
    assert staff.desk_count >= 12
    load = np.bincount(staff.at_desk(np.linspace(0, 1, 12_000, endpoint=False)), minlength=staff.desk_count)
    assert load.min() > 0.9 * load.max()


def test_provinces_have_their_own_investigators():
    staff = hire(3, [], 20, np.array([1, 3]))
    draw = np.linspace(0, 1, 99, endpoint=False)
    first = set(staff.in_province(np.zeros(99, dtype=np.int64), draw).tolist())
    second = set(staff.in_province(np.ones(99, dtype=np.int64), draw).tolist())
    assert (first, second) == ({20}, {21, 22, 23})


def test_a_large_world_does_not_run_out_of_ids():
    staff = hire(3, ["V0007"], 9_990, np.array([500]))
    assert len(set(staff.ids)) == 10_490
