"""What taking in a delivery that stands in the lake did."""

from fraudpipe.records.delivery import Delivery
from fraudpipe.records.tables import TABLES
from fraudpipe.stages.ports import REFUSALS, LakeStore, StageReport

STAGE = "ingest"


def report(delivery: Delivery, lake: LakeStore) -> StageReport:
    """What taking in a delivery that stands in the lake did."""
    counts = {
        table.name: len(lake.read(table.name, table.lake_columns, delivery.as_of, delivery_id=delivery.delivery_id))
        for table in TABLES
    }
    refused = lake.read("ingest_refusals", REFUSALS, delivery.as_of, delivery_id=delivery.delivery_id)
    by_reason = {str(code): int(count) for code, count in refused["reason_code"].value_counts().sort_index().items()}
    return StageReport(
        STAGE,
        {name: count for name, count in counts.items() if count} | {"quarantined": len(refused)},
        refused=by_reason,
    )
