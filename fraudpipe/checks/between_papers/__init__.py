"""Do the papers of one claim contradict one another?"""

from collections.abc import Iterator

from fraudpipe.checks.between_papers.illness import check_illnesses
from fraudpipe.checks.between_papers.laboratory import check_laboratory
from fraudpipe.checks.between_papers.people import check_people
from fraudpipe.checks.between_papers.stays import check_stays
from fraudpipe.checks.between_papers.story import check_story
from fraudpipe.records.finding import Finding
from fraudpipe.records.illness import IllnessReader
from fraudpipe.records.paper_set import PaperSet


def check_between_papers(papers: PaperSet, read_illnesses: IllnessReader) -> Iterator[Finding]:
    """Contradictions between papers: who, where, when, how much, what, and in which order."""
    yield from check_people(papers.papers)
    yield from check_stays(papers.papers)
    yield from check_illnesses(papers, read_illnesses)
    yield from check_laboratory(papers)
    yield from check_story(papers)
