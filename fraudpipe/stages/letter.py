"""Writes to the claimant: one letter for all that is open, as of the night that scored the claim."""

from fraudpipe.checks.letter import Letter, claimant_letter
from fraudpipe.errors import NotFoundError
from fraudpipe.stages.paper_sets import Shelf
from fraudpipe.stages.ports import LakeStore, VaultStore


def letter(claim_id: str, as_of: int, lake: LakeStore, vault: VaultStore) -> Letter:
    """The letter about a claim as it was known just before `as_of`.

    Raises:
        NotFoundError: Its member was erased, or is not known by then: there is nobody to write to.
    """
    ((_, papers),) = Shelf.of({claim_id}, lake, as_of).paper_sets(claim_id, (as_of,), vault)
    if papers is None:
        msg = f"the member of claim {claim_id} was erased or is not known yet; there is nobody to write to"
        raise NotFoundError(msg)
    return claimant_letter(papers)
