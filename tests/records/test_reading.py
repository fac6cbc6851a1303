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
    }

    assert json.loads(json.dumps(reading_json(reading_from_json(tree)))) == tree


def test_what_was_read_is_kept_only_where_a_dictionary_changed_it() -> None:
    entry = {"confidence": 0.9, "status": "accepted", "page": 1, "box": [1, 2, 3, 4], "readers": ["paddle_tiny"]}
    fields = {
        "diagnosis": entry | {"value": "肺恶性肿瘤", "raw": "肺恶性肿痛"},
        "sex": entry | {"value": "女"},
    }
    tree = {"document_type": "discharge_record", "rotation": 0, "pages": 1, "fields": fields}

    reading = reading_from_json(tree)
    assert (reading.fields["diagnosis"].raw, reading.fields["sex"].raw) == ("肺恶性肿痛", None)
    assert reading_json(reading)["fields"] == fields
