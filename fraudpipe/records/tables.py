"""The intake contract: every table a delivery may hold.

One explicit list. `docs/data-contract.md` is generated from it.
"""

from fraudpipe.records.reading import DOCUMENT_TYPES
from fraudpipe.records.schema import Column, Table

SCHEMA_VERSION = 1

PLAN_KINDS = ("fixed_benefit", "reimbursement")
IDENTIFIER_KINDS = ("phone", "bank_account", "device", "address", "referrer")
OUTCOMES = ("confirmed_fraud", "non_disclosure", "not_covered", "not_fraud", "inconclusive", "withdrawn")
VERIFICATION_DEPTHS = ("none", "desk", "external", "remote", "one_hospital", "full")
SELECTIONS = ("rules", "model", "random", "referral", "routine")
SEVERITIES = ("low", "medium", "high")

_ID = r"[A-Za-z0-9_.:-]{1,64}"
_PERSON_NAME = r".{1,100}"
_MOST_FEN = 10**12
"""Ten thousand million yuan: nine million such rows still add up within 64 bits."""

_KNOWN_AT = Column("known_at", "instant", "When the sender learned this row.", minimum=0)


def _id(name: str, says: str, *, required: bool = True) -> Column:
    return Column(name, "text", says, required=required, pattern=_ID)


def _fen(name: str, says: str, *, minimum: int = -_MOST_FEN, required: bool = True) -> Column:
    return Column(name, "fen", says, required=required, minimum=minimum, maximum=_MOST_FEN)


CLAIMS = Table(
    "claims",
    "One claim of one member. A later row with the same id is a correction.",
    ("claim_id",),
    (
        _id("claim_id", "The claim."),
        _id("member_id", "Who claims."),
        Column("plan_kind", "choice", "A fixed benefit on diagnosis, or costs paid back.", choices=PLAN_KINDS),
        Column("illness_code", "text", "ICD-10 code of the illness.", pattern=r"[A-Z][0-9]{2}(\.[0-9A-Za-z]{1,8})?"),
        Column("event_on", "day", "Day of the first diagnosis (fixed benefit) or of discharge (reimbursement)."),
        Column("admitted_on", "day", "First day of the hospital stay, if there was one.", required=False),
        Column("discharged_on", "day", "Last day of the hospital stay, if there was one.", required=False),
        _id("hospital_id", "Where the diagnosis was made."),
        _id("doctor_id", "The attending doctor, if stated.", required=False),
        Column("department", "text", "The ward or department, if stated.", required=False),
        _fen("amount_fen", "Amount at stake, in fen.", minimum=1),
        _KNOWN_AT,
    ),
    (("member_id", "members"), ("hospital_id", "hospitals"), ("doctor_id", "doctors")),
)

CLAIM_LINES = Table(
    "claim_lines",
    "One charged line of a claim.",
    ("claim_id", "line_number"),
    (
        _id("claim_id", "The claim."),
        Column("line_number", "count", "From 1.", minimum=1),
        Column("item_name", "text", "The item as charged."),
        Column("category", "text", "Charge category as printed, for example 西药费."),
        Column("quantity", "share", "How many.", required=False),
        _fen("unit_price_fen", "Price of one, in fen.", required=False),
        _fen("amount_fen", "Amount of the line, in fen."),
        _KNOWN_AT,
    ),
    (("claim_id", "claims"),),
)

MEMBERS = Table(
    "members",
    "A member of a plan. A later row with the same id is a correction.",
    ("member_id",),
    (
        _id("member_id", "The member."),
        Column("name", "text", "Full name.", personal=True, pattern=_PERSON_NAME),
        Column("id_number", "text", "Number of the identity card.", personal=True),
        Column("sex", "choice", "F or M.", choices=("F", "M")),
        Column("birth_on", "day", "Birth date. The lake holds the first of its month; the vault the day."),
        Column("region", "text", "Division code of the home, GB/T 2260, six digits.", pattern=r"[0-9]{6}"),
        Column("joined_on", "day", "First day of membership; the waiting period runs from it."),
        Column("declared_illness", "flag", "Whether an earlier illness was declared at joining."),
        _KNOWN_AT,
    ),
)

HOSPITALS = Table(
    "hospitals",
    "A hospital.",
    ("hospital_id",),
    (
        _id("hospital_id", "The hospital."),
        Column("name", "text", "Its official name."),
        Column("level", "count", "Level 1, 2 or 3; 0 unknown.", minimum=0),
        Column("region", "text", "Division code, six digits.", pattern=r"[0-9]{6}"),
        Column("specialty", "text", "The field of a specialist hospital, for example 肿瘤.", required=False),
        _KNOWN_AT,
    ),
)

DOCTORS = Table(
    "doctors",
    "A doctor at a hospital.",
    ("doctor_id",),
    (
        _id("doctor_id", "The doctor."),
        _id("hospital_id", "Where the doctor works."),
        Column("name", "text", "Full name.", personal=True, pattern=_PERSON_NAME),
        Column("department", "text", "The ward or department."),
        _KNOWN_AT,
    ),
    (("hospital_id", "hospitals"),),
)

DOCUMENTS = Table(
    "documents",
    "One file that came with a claim.",
    ("document_id",),
    (
        _id("document_id", "The document."),
        _id("claim_id", "The claim it came with."),
        Column(
            "file_name",
            "text",
            "Path below `documents/` in the delivery; empty for history without images.",
            required=False,
            personal=True,
        ),
        Column("declared_type", "choice", "What the claimant said it is.", required=False, choices=DOCUMENT_TYPES),
        Column(
            "content_sha256",
            "text",
            "SHA-256 of the file; computed here where a file is delivered.",
            required=False,
            pattern=r"[0-9a-f]{64}",
        ),
        _KNOWN_AT,
    ),
    (("claim_id", "claims"),),
)

IDENTIFIERS = Table(
    "identifiers",
    "A telephone, account, device, address or referrer that came with a claim or a membership.",
    (),
    (
        _id("member_id", "Whose it is."),
        _id("claim_id", "The claim it came with; empty when it came with the membership.", required=False),
        Column("kind", "choice", "What it is.", choices=IDENTIFIER_KINDS),
        Column("value", "text", "The number, account, device id or address.", personal=True),
        _KNOWN_AT,
    ),
    (("member_id", "members"), ("claim_id", "claims")),
)

VISITS = Table(
    "visits",
    "An earlier visit as an insurance office or hospital recorded it.",
    (),
    (
        _id("member_id", "Who was treated."),
        _id("hospital_id", "Where.", required=False),
        Column("event_on", "day", "When."),
        Column("illness_code", "text", "ICD-10 code as recorded.", pattern=r"[A-Z][0-9]{2}(\.[0-9A-Za-z]{1,8})?"),
        Column(
            "visit_kind",
            "choice",
            "Outpatient, inpatient or health check.",
            choices=("outpatient", "inpatient", "health_check"),
        ),
        _KNOWN_AT,
    ),
    (("member_id", "members"),),
)

OUTCOMES_TABLE = Table(
    "outcomes",
    "What became of a claim. A later row for the same claim replaces it from then on.",
    (),
    (
        _id("claim_id", "The claim."),
        Column("outcome", "choice", "What was found.", choices=OUTCOMES),
        Column("decision", "choice", "What was done.", choices=("paid", "refused", "withdrawn", "open")),
        Column(
            "intent",
            "choice",
            "Whether false statements were deliberate.",
            choices=("deliberate", "negligent", "unknown"),
        ),
        Column("verification_depth", "choice", "How deeply it was looked into.", choices=VERIFICATION_DEPTHS),
        Column(
            "selection",
            "choice",
            "Why it was looked into; `routine` is the review at the desk that needs no reason.",
            choices=SELECTIONS,
        ),
        Column("appeal_status", "choice", "Whether it was appealed.", choices=("none", "open", "upheld", "overturned")),
        _id("reviewer_id", "Who decided, if that is recorded; an id of the sender's, no name.", required=False),
        Column(
            "propensity",
            "share",
            "Probability, when claims were selected, that this one would be looked into beyond the desk; 0 to 1.",
            required=False,
            minimum=0,
        ),
        _KNOWN_AT,
    ),
    (("claim_id", "claims"),),
)

READINGS = Table(
    "readings",
    "What was read from one document, for history without images; nights make their own.",
    ("document_id",),
    (
        _id("document_id", "The document."),
        _id("claim_id", "Its claim."),
        Column("document_type", "choice", "What it is.", choices=DOCUMENT_TYPES),
        Column("page_count", "count", "Pages.", minimum=1, maximum=1_000_000),
        Column("fields", "json", "Field name to {value, confidence, status, page, box, readers}.", personal=True),
        Column(
            "prints",
            "json",
            "Page number to {picture, form}: what it is known again by, 256 and 1 to 64 hexadecimal letters, or null.",
            required=False,
            personal=True,
        ),
        _KNOWN_AT,
    ),
    (("document_id", "documents"), ("claim_id", "claims")),
)

FINDINGS = Table(
    "findings",
    "What checks outside fraudpipe said; nights and history with readings make their own beside them.",
    (),
    (
        _id("claim_id", "The claim."),
        _id("document_id", "The document, if it is about one.", required=False),
        Column("code", "text", "Stable code.", pattern=r"[a-z0-9_]{1,64}"),
        Column("severity", "choice", "How strongly it asks for a look.", choices=SEVERITIES),
        _KNOWN_AT,
    ),
    (("claim_id", "claims"),),
)

CORRECTIONS = Table(
    "corrections",
    "What a person read where the readers were wrong.",
    (),
    (
        _id("document_id", "The document."),
        Column("field_name", "text", "The field.", pattern=r"[a-z_]{1,64}"),
        Column("value", "text", "What the paper really says.", personal=True),
        _KNOWN_AT,
    ),
    (("document_id", "documents"),),
)

POPULATION = Table(
    "population",
    "How many members there are, by cell: the denominators of rates. A later delivery replaces an earlier one.",
    ("region", "sex", "age_from", "joined_month"),
    (
        Column("region", "text", "Division code of the home, six digits.", pattern=r"[0-9]{6}"),
        Column("sex", "choice", "F or M.", choices=("F", "M")),
        Column("age_from", "count", "Youngest full age at joining.", minimum=0),
        Column("age_to", "count", "Oldest full age at joining.", minimum=0),
        Column("joined_month", "text", "Month of joining, yyyy-mm.", pattern=r"[0-9]{4}-[0-9]{2}"),
        Column("member_count", "count", "Members of the cell.", minimum=1),
        _KNOWN_AT,
    ),
)

TABLES = (
    HOSPITALS,
    DOCTORS,
    MEMBERS,
    CLAIMS,
    CLAIM_LINES,
    DOCUMENTS,
    IDENTIFIERS,
    VISITS,
    OUTCOMES_TABLE,
    READINGS,
    FINDINGS,
    CORRECTIONS,
    POPULATION,
)
"""In an order in which every reference points back."""

TABLES_BY_NAME = {table.name: table for table in TABLES}
