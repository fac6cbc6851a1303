"""What a run can see: the deliveries up to its moment, and how far each was worked out. Part of its ledger keys."""

import json

from fraudpipe.errors import ContractError, examples
from fraudpipe.stages import check, recognise
from fraudpipe.stages.ports import LakeStore
from fraudpipe.stages.runner import Runner


def seen_until(lake: LakeStore, runner: Runner, until: int) -> str:
    """Changes whenever a delivery up to `until`, its readings, its findings or its links do.

    Raises:
        ContractError: A delivery was taken in but not read and checked to the end, as after a kill.
    """
    visible = [one for one in lake.deliveries() if one.as_of <= until]
    checked = {one.delivery_id: runner.finished_key(check.STAGE, one.delivery_id) for one in visible}
    missing = [name for name, key in checked.items() if key is None]
    if missing:
        msg = f"not read and checked to the end: {examples(missing)}; run fraudpipe ingest again with each of them"
        raise ContractError(msg)
    compared = {one.delivery_id: runner.finished_key(recognise.STAGE, one.delivery_id) for one in visible}
    return json.dumps(
        [[one.delivery_id, one.digest, checked[one.delivery_id], compared[one.delivery_id]] for one in visible]
    )
