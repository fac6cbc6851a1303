import json

from fraudpipe.records.reading import LaboratoryRow, reading_from_json, reading_json


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
        "prints": [{"page": 1, "picture": "0f", "form": None}],
    }

    assert json.loads(json.dumps(reading_json(reading_from_json(tree)))) == tree


def test_rows_come_back_as_records_and_keep_the_page_they_stand_on() -> None:
    row = {"name": "白细胞", "result": "11.2", "unit": "", "range": "", "flag": "", "box": [1, 2, 3, 4], "page": 2}
    entry = {"confidence": 0.9, "status": "accepted", "page": 1, "box": [1, 2, 3, 4], "readers": []}
    tree = {"document_type": "laboratory_report", "rotation": 0, "pages": 2}
    bare = {"name": row["name"], "result": row["result"], "box": row["box"], "page": 2}

    reading = reading_from_json(tree | {"fields": {"laboratory_rows": entry | {"value": [bare]}}})

    assert reading.fields["laboratory_rows"].value == (
        LaboratoryRow("白细胞", "11.2", "", "", "", (1, 2, 3, 4), page=2),
    )
    assert reading_json(reading)["fields"]["laboratory_rows"]["value"] == [row]


def test_what_was_read_is_kept_only_where_a_dictionary_changed_it() -> None:
    entry = {"confidence": 0.9, "status": "accepted", "page": 1, "box": [1, 2, 3, 4], "readers": ["paddle_tiny"]}
    fields = {
        "diagnosis": entry | {"value": "肺恶性肿瘤", "raw": "肺恶性肿痛"},
        "sex": entry | {"value": "女"},
    }
    empty: dict[str, object] = {"seals": [], "problems": [], "beside": [], "prints": []}
    tree = {"document_type": "discharge_record", "rotation": 0, "pages": 1, "fields": fields} | empty

    reading = reading_from_json(tree)
    assert (reading.fields["diagnosis"].raw, reading.fields["sex"].raw) == ("肺恶性肿痛", None)
    assert reading_json(reading) == tree


def test_seals_problems_and_papers_beside_survive_too() -> None:
    seal = {"text": "虚构市人民医院", "kind": "round", "colour": "red", "page": 1, "box": [1, 2, 3, 4], "score": 0.9}
    problem = {"page": 1, "code": "blurred", "message_zh": "照片模糊。", "message_en": "Blurred."}
    card = {"document_type": "bank_card", "rotation": 0, "pages": 1, "fields": {}}
    empty = {"seals": [], "problems": [], "beside": [], "prints": []}
    tree = card | {
        "document_type": "other",
        "seals": [seal],
        "problems": [problem],
        "beside": [card | empty],
        "prints": [],
    }

    assert json.loads(json.dumps(reading_json(reading_from_json(tree)))) == tree


def test_a_reading_kept_before_there_were_seals_is_still_read() -> None:
    old = {"document_type": "other", "rotation": 0, "pages": 1, "fields": {}}
    assert reading_from_json(old).seals == ()
    assert reading_from_json(old).beside == ()
