import json

from fraudpipe.records.reading import reading_from_json, reading_json


def test_a_reading_survives_its_public_form_with_items_and_laboratory_rows() -> None:
    rows = [
        {"name": "白细胞", "result": "11.2", "unit": "10^9/L", "range": "4.0-10.0", "flag": "↑", "box": [1, 2, 3, 4]}
    ]
    items = [{"name": "西药费", "quantity": None, "unit_price": None, "amount": "12.00", "box": [1, 2, 3, 4]}]
    entry = {"confidence": 0.9, "status": "accepted", "page": 1, "box": [1, 2, 3, 4], "readers": ["paddle_tiny"]}
    tree = {
        "document_type": "laboratory_report",
        "rotation": 0,
        "pages": 1,
        "fields": {"laboratory_rows": entry | {"value": rows}, "line_items": entry | {"value": items}},
        "seals": [],
        "problems": [],
        "beside": [],
    }

    assert json.loads(json.dumps(reading_json(reading_from_json(tree)))) == tree


def test_seals_problems_and_papers_beside_survive_too() -> None:
    seal = {"text": "虚构市人民医院", "kind": "round", "colour": "red", "page": 1, "box": [1, 2, 3, 4], "score": 0.9}
    problem = {"page": 1, "code": "blurred", "message_zh": "照片模糊。", "message_en": "Blurred."}
    card = {"document_type": "bank_card", "rotation": 0, "pages": 1, "fields": {}}
    empty = {"seals": [], "problems": [], "beside": []}
    tree = card | {"document_type": "other", "seals": [seal], "problems": [problem], "beside": [card | empty]}

    assert json.loads(json.dumps(reading_json(reading_from_json(tree)))) == tree


def test_a_reading_kept_before_there_were_seals_is_still_read() -> None:
    old = {"document_type": "other", "rotation": 0, "pages": 1, "fields": {}}
    assert reading_from_json(old).seals == ()
    assert reading_from_json(old).beside == ()
