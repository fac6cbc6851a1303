"""What is true of the pictures of a world: where every value stands, what the camera did, what was altered where."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from fraudpipe.adapters.page_files import PageBytes
from fraudpipe.simulation.truth import Paper


def page_truth(papers: Sequence[Paper], pictures: Mapping[str, PageBytes], masks: Path) -> pd.DataFrame:
    """One row a paper that has a picture; the masks of altered pixels are written to `masks` as PNG.

    Args:
        papers: With document ids.
        pictures: Token to its file.
        masks: Folder for `<document_id>-<page>.png`, of the size of the picture, 255 where it was altered; it is made
            when there is one.

    Returns:
        Columns document_id, rotation, faults, boxes (by page, field to box and quad), tampered (field, kind, box,
        page), outlines (by page, the corners of each sheet), beside_boxes (as boxes, of a second paper in the picture;
        null where there is none).
    """
    rows = []
    for paper in papers:
        picture = pictures[paper.token]
        for number, mask in enumerate(picture.masks, 1):
            if mask is not None:
                masks.mkdir(exist_ok=True)
                (masks / f"{paper.document_id}-{number}.png").write_bytes(mask)
        rows.append(
            (paper.document_id, picture.faults["rotation"], _json(picture.faults), _json(picture.boxes),
             _json(picture.tampered), _json(picture.outlines),
             None if paper.beside is None else _json(picture.beside_boxes))
        )  # fmt: skip
    columns = ["document_id", "rotation", "faults", "boxes", "tampered", "outlines", "beside_boxes"]
    return pd.DataFrame(rows, columns=columns).astype({"rotation": "Int64", "beside_boxes": "str"})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
