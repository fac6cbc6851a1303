"""`fraudpipe explain`: why a claim stands where it stands."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fraudpipe.cli.options import settings_for, workspace_options
from fraudpipe.cli.progress import ShownProgress
from fraudpipe.cli.summary import WITHOUT_ANSWERS
from fraudpipe.desk import Desk
from fraudpipe.errors import ContractError, UserError
from fraudpipe.records.frames import plain
from fraudpipe.records.moments import at
from fraudpipe.records.money import yuan_display
from fraudpipe.reporting.queue_page import QueueEntry
from fraudpipe.settings import Settings

if TYPE_CHECKING:
    from fraudpipe.stages.rescore import AsScored


@click.command()
@click.argument("claim_id")
@click.option("--night", help="Delivery id of the night; the latest that scored the claim unless given.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--letter", is_flag=True, help="The letter that asks the claimant for all that is missing, instead.")
@click.option(
    "--as-scored",
    is_flag=True,
    help="Derive the published score again, bit for bit, instead; exit 4 if the same code makes another.",
)
@workspace_options
def command(
    claim_id: str,
    night: str | None,
    as_json: bool,
    letter: bool,
    as_scored: bool,
    workspace: Path | None,
    config: Path | None,
) -> None:
    """Shows a claim's rank, what moved its score, what the checks found, its links and its papers."""
    if letter and as_scored:
        msg = "--letter and --as-scored are two different answers; ask for one of them"
        raise UserError(msg)
    if as_scored:
        _derive_again(claim_id, night, settings_for(workspace, config), as_json)
        return
    with Desk(settings_for(workspace, config)) as desk:
        if letter:
            written = desk.letter(claim_id, night)
            tree = {"claim_id": claim_id, "asks": written.asks, "zh": written.zh, "en": written.en}
            click.echo(json.dumps(tree, ensure_ascii=False, indent=1) if as_json else f"{written.zh}\n{written.en}")
            return
        entry = desk.claim_file(claim_id, night).entry(claim_id, desk.vault, graph=True)
        unanswered = desk.nights.queue_with(claim_id, night).without_answers()
    if as_json:
        tree = {
            "claim": plain(entry.row),
            "member": entry.member,
            "reasons": [plain(one) for one in entry.reasons],
            "findings": list(entry.findings),
            "outside": list(entry.outside),
            "papers": [plain(one) for one in entry.papers],
            "graph": entry.graph,
            "without_answers": unanswered,
        }
        click.echo(json.dumps(tree, ensure_ascii=False, indent=1))
        return
    click.echo("\n".join(_lines(entry)))
    if unanswered:
        click.echo(WITHOUT_ANSWERS)


def _derive_again(claim_id: str, night: str | None, settings: Settings, as_json: bool) -> None:
    """Prints a score beside its derivation; what differs although nothing has changed breaks a contract."""
    from fraudpipe.app import App  # an engine and a model: seconds that the other ways of this command need not wait

    with ShownProgress(quiet=True) as progress, App(settings, progress) as app:
        found = app.as_scored(claim_id, night)
    click.echo(json.dumps(found.tree(), ensure_ascii=False, indent=1) if as_json else "\n".join(_derivation(found)))
    if found.same_code and not found.matches:
        msg = f"the score of {found.claim_id} cannot be derived again: the lake of {found.night} is not what it was"
        raise ContractError(msg)


def _derivation(found: "AsScored") -> Iterator[str]:
    yield f"{found.claim_id}  night {found.night}  as of {at(found.as_of)}  {found.model or 'no model'}"
    for one in found.numbers:
        told = "the same to the bit" if one.same else f"differs: {_hex(one.derived)} now"
        yield f"  {one.name:<6} {_hex(one.scored)}  {told}"
    same = found.feature_count - len(found.differing)
    yield f"  {same} of {found.feature_count} features are the same to the bit"
    yield from (f"  {one.name}: {one.scored} then, {one.derived} now" for one in found.differing)
    if found.same_code:
        yield f"  code and features {found.code_digest[:12]}, as that night"
    else:
        yield f"  code or features have changed since: {found.code_digest[:12]} then, {found.code_digest_now[:12]} now"
    if found.model_digest:
        yield f"  model files {found.model_digest[:12]}, as promoted"


def _hex(value: float | None) -> str:
    return "none" if value is None else f"{value:.6f} ({value.hex()})"


def _behind(one: Mapping[str, Any]) -> Iterator[str]:
    """Where a finding can be seen, what else would fit and what would tell."""
    for point in one["evidence"]:
        yield f"{point['role']}: {point['field']} [{point['document_id']} p. {point['page']}]"
    if one["innocent"]:
        yield f"also fits: {one['innocent_zh']}\n                    {one['innocent']}"
    if one["step"]:
        yield f"would tell: {one['step_zh']} · {one['step']}"


def _lines(entry: QueueEntry) -> list[str]:
    row = entry.row
    risk = "no model" if row["risk"] is None else f"risk {row['risk'] * 100:.1f}%"
    lines = [
        f"{row['claim_id']}  rank {row['rank']}  {risk}  amount {yuan_display(row['amount_fen'])}"
        + ("" if row["priority_fen"] is None else f"  priority {yuan_display(row['priority_fen'])}"),
        f"  {entry.member}  {row['illness_code']}  {row['hospital_name']}",
    ]
    if entry.reasons:
        lines.append("what raised the score")
        lines += [
            f"  {one['contribution']:+.2f} {one['message_zh']}\n        {one['message_en']}" for one in entry.reasons
        ]
    lines.append("findings" if entry.findings else "findings: none")
    for one in entry.findings:
        page = f" p. {one['page']}" if one["page"] is not None else ""
        place = f" [{one['document_id']}{page}]" if one["document_id"] else ""
        lines.append(f"  {one['severity']:<6} {one['message_zh']}{place}\n         {one['message_en']}")
        lines += [f"         {told}" for told in _behind(one)]
    lines.append("asked outside" if entry.outside else "asked outside: nobody")
    lines += [
        f"  {one['kind']:<15} {one['document_id'] or 'claim'}  {one['says'] or one['state'].replace('_', ' ')}"
        for one in entry.outside
    ]
    if entry.graph and entry.graph["paths"]:
        lines.append("links")
        lines += [
            f"  {'；'.join(path['sentences']['zh'])}\n  {'; '.join(path['sentences']['en'])}"
            for path in entry.graph["paths"]
        ]
    lines.append("papers")
    lines += [
        f"  {one['document_id']}  {one['document_type']}  {one['page_count']} p., {one['doubtful_count']} in doubt"
        for one in entry.papers
    ]
    return lines
