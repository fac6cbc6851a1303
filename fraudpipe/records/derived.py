"""Tables that fraudpipe makes itself, beside the delivered ones in the lake.

Their columns are (name, kind) as in `schema.py`. Each row carries `known_at` and `received_at` like any other row, so
the as-of cut treats what fraudpipe worked out exactly as it treats what was delivered.
"""

from collections.abc import Mapping

from fraudpipe.records.schema import Kind

PAPERS: tuple[tuple[str, Kind], ...] = (
    ("document_id", "text"),
    ("claim_id", "text"),
    ("document_type", "text"),
    ("page_count", "count"),
    ("field_count", "count"),
    ("doubtful_count", "count"),
    ("unreadable_count", "count"),
    ("mean_confidence", "share"),
    ("total_amount_fen", "fen"),
    ("line_item_count", "count"),
    ("inpatient_days", "count"),
    ("admission_on", "day"),
    ("discharge_on", "day"),
    ("issue_on", "day"),
    ("known_at", "instant"),
    ("received_at", "instant"),
    ("delivery_id", "text"),
)
"""One row a document: its reading flattened to what identifies nobody. Null where a field was not accepted."""

PRINTS: tuple[tuple[str, Kind], ...] = (
    ("document_id", "text"),
    ("claim_id", "text"),
    ("page", "count"),
    ("picture", "text"),
    ("form", "text"),
    ("known_at", "instant"),
    ("received_at", "instant"),
    ("delivery_id", "text"),
)
"""One row a page that was read as a picture, a part of one where several papers lie on it: what it is known again by.
A picture's fingerprint bears the workspace's mask. Deliveries read before this table have no rows here."""

CHECKED: tuple[tuple[str, Kind], ...] = (
    ("claim_id", "text"),
    ("document_id", "text"),
    ("code", "text"),
    ("severity", "text"),
    ("message_zh", "text"),
    ("message_en", "text"),
    ("page", "count"),
    ("box", "text"),
    ("in_doubt", "flag"),
    ("known_at", "instant"),
    ("received_at", "instant"),
    ("delivery_id", "text"),
)
"""One row a finding that fraudpipe's own checks made. `box` is a JSON list of four numbers, or null. `in_doubt`: it
stands on a field that was not accepted; it is shown to people and counted by no feature."""
VERIFIED: tuple[tuple[str, Kind], ...] = (
    ("claim_id", "text"),
    ("document_id", "text"),
    ("place", "count"),
    ("kind", "text"),
    ("state", "text"),
    ("says", "text"),
    ("dated_on", "day"),
    ("total_fen", "fen"),
    ("same_name", "flag"),
    ("known_at", "instant"),
    ("received_at", "instant"),
    ("delivery_id", "text"),
)
"""One row an answer from outside. A question without a row was not asked, which is no answer either. `says` and what
follows are null unless `state` is checked."""

EVIDENCE: tuple[tuple[str, Kind], ...] = (
    ("claim_id", "text"),
    ("code", "text"),
    ("checked_document_id", "text"),
    ("in_doubt", "flag"),
    ("role", "text"),
    ("document_id", "text"),
    ("field", "text"),
    ("page", "count"),
    ("box", "text"),
    ("known_at", "instant"),
    ("received_at", "instant"),
    ("delivery_id", "text"),
)
"""One row a field that a finding stands on, in its order and without its value. The finding is the row of CHECKED with
the same claim, code, document (`checked_document_id`) and doubt; findings made before this table have no rows here."""

NETWORK: tuple[tuple[str, Kind], ...] = (
    ("claim_id", "text"),
    ("as_of", "instant"),
    ("shared_phone_count", "count"),
    ("shared_bank_account_count", "count"),
    ("shared_device_count", "count"),
    ("shared_address_count", "count"),
    ("shared_referrer_count", "count"),
    ("shared_document_count", "count"),
    ("doctor_claim_count", "count"),
    ("doctor_illness_claim_count", "count"),
    ("hospital_claim_count", "count"),
    ("component_claim_count", "count"),
    ("component_age_days", "count"),
    ("linked_confirmed_count", "count"),
    ("linked_cleared_count", "count"),
    ("component_confirmed_count", "count"),
    ("linked_claim_count", "count"),
    ("strong_linked_confirmed_count", "count"),
    ("first_linked_days", "count"),
    ("last_linked_days", "count"),
    ("two_hop_phone_count", "count"),
    ("two_hop_bank_account_count", "count"),
    ("two_hop_device_count", "count"),
    ("two_hop_address_count", "count"),
    ("two_hop_referrer_count", "count"),
    ("two_hop_document_count", "count"),
    ("two_hop_claim_count", "count"),
    ("two_hop_confirmed_count", "count"),
    ("two_hop_cleared_count", "count"),
    ("component_member_count", "count"),
    ("component_recent_30_count", "count"),
    ("component_recent_90_count", "count"),
    ("component_tie_count", "count"),
    ("core_number", "count"),
    ("block_hundredths", "count"),
    ("pagerank_confirmed_millionths", "count"),
    ("pagerank_cleared_millionths", "count"),
    ("birank_confirmed_millionths", "count"),
    ("birank_cleared_millionths", "count"),
    ("provider_excess_millis", "count"),
    ("home_excess_millis", "count"),
    ("waiting_excess_millis", "count"),
    ("excess_claim_count", "count"),
    ("excess_expected_millis", "count"),
    ("shared_same_person_count", "count"),
    ("two_hop_same_person_count", "count"),
    ("fresh_excess_millis", "count"),
    ("shared_picture_count", "count"),
    ("two_hop_picture_count", "count"),
    ("form_count", "count"),
    ("form_member_count", "count"),
    ("form_hospital_count", "count"),
    ("picture_count", "count"),
)
"""One row a claim, as of the moment it is scored; every count is of OTHER members' claims, but those of a component
are of all in it, its own included. A component's tie is a member who shows one of its strong values beyond the first
member who does; whom a file ties, its pictures do not tie again. Of the claim's blank forms: how many, other members of
the rarest, hospitals of the most widespread. `picture_count` is of its own pages, by their pictures: where it is 0,
nothing was looked at."""


PERSON_KEYS: tuple[tuple[str, Kind], ...] = (
    ("person_id", "text"),
    ("name", "text"),
    ("name_look", "text"),
    ("id_number", "text"),
    ("id_division", "text"),
    ("id_birth", "text"),
    ("id_order", "text"),
    ("born", "text"),
    ("phone", "text"),
    ("phone_middle", "text"),
    ("phone_end", "text"),
    ("address", "text"),
    ("address_near", "text"),
    ("name_near", "json"),
    ("id_holds", "flag"),
    ("known_at", "instant"),
    ("received_at", "instant"),
    ("delivery_id", "text"),
)
"""Keyed hashes that fuzzy linkage compares members by (`person_id` is the member); `name_near`: a JSON list."""

PERSON_MODEL: tuple[tuple[str, Kind], ...] = (
    ("parameters", "json"),
    ("digest", "text"),
    ("records", "count"),
    ("known_at", "instant"),
    ("received_at", "instant"),
    ("delivery_id", "text"),
)
"""The model of fuzzy linkage that a delivery was compared with, at most one row; known from the last member that it was
fitted on."""

PERSON_LINKS: tuple[tuple[str, Kind], ...] = (
    ("person_id", "text"),
    ("other_person_id", "text"),
    ("match_weight", "share"),
    ("linker", "text"),
    ("agreed", "text"),
    ("model_digest", "text"),
    ("known_at", "instant"),
    ("received_at", "instant"),
    ("delivery_id", "text"),
)
"""One row a pair of members who are probably one person; `match_weight` in bits. `linker` is exact, or what compared by
likeness (name, version, least probability); exact links say what `agreed`, the others by which model (`model_digest`).
Rows are added, never taken back. What was written before linkers were named was compared by likeness."""

ADDED_LATER: Mapping[str, tuple[str, ...]] = {"person_links": ("linker", "agreed")}
"""Columns that a derived table has not had from the beginning: null in what was written before."""
