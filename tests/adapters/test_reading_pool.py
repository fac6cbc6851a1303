import io
import os
import signal

import pytest
from drawn_page import INVOICE, drawn
from PIL import Image

from fraudpipe.adapters import reading_pool
from fraudpipe.adapters.document_reader import ReadingOptions, reader_key
from fraudpipe.adapters.reading_pool import ReadingPool
from fraudpipe.documents.trust.judging import shipped_judge
from fraudpipe.documents.trust.recalibration import Recalibration
from fraudpipe.errors import ContractError, InputError
from fraudpipe.records.reading import Reading


def _png() -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(drawn(INVOICE)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.slow
def test_good_and_bad_files_come_back_under_their_keys_and_the_same_every_time() -> None:
    with ReadingPool(ReadingOptions(processes=2)) as pool:
        results = dict(pool.read_many([("good", _png()), ("bad", b"text"), ("again", _png())]))
    assert isinstance(results["bad"], InputError)
    assert results["bad"].reason_code == "unknown_format"
    good = results["good"]
    assert isinstance(good, Reading)
    assert good == results["again"]
    assert good.text("total_amount") == "2000.00"
    assert good.text("patient_name") == "模拟甲"


@pytest.mark.slow
def test_a_process_that_dies_takes_only_its_own_file(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = ReadingPool(ReadingOptions(processes=1))
    start = reading_pool._start

    def start_and_kill_the_first(options: ReadingOptions) -> reading_pool._Worker:
        worker = start(options)
        if not started:
            os.kill(worker.process.pid or 0, signal.SIGKILL)
        started.append(worker)
        return worker

    started: list[reading_pool._Worker] = []
    monkeypatch.setattr(reading_pool, "_start", start_and_kill_the_first)
    with pool:
        results = dict(pool.read_many([("first", b"text"), ("second", b"text")]))
    reasons = {key: one.reason_code for key, one in results.items() if isinstance(one, InputError)}
    assert reasons == {"first": "reader_crashed", "second": "unknown_format"}


def test_the_key_changes_with_what_decides_a_reading_and_with_nothing_else() -> None:
    key = reader_key(ReadingOptions())
    assert key == reader_key(ReadingOptions(processes=3))
    assert key != reader_key(ReadingOptions(page_side=960))
    assert key != reader_key(ReadingOptions(second_reader="none"))
    assert key != reader_key(ReadingOptions(look_cost_yuan=2.0))
    assert key != reader_key(ReadingOptions(decode_seconds=5))
    assert key != reader_key(ReadingOptions(learned=Recalibration(shift=-1.0).text()))


def test_options_say_how_sure_is_sure_enough_and_what_was_learned() -> None:
    learned = Recalibration(shift=-1.0, looked_at=300)
    judge = ReadingOptions(wrong_value_cost_yuan=10.0, look_cost_yuan=1.0, learned=learned.text()).judge
    assert judge.costs.accepted_from == 0.9
    assert judge.learned == learned
    assert ReadingOptions().judge == shipped_judge()
    with pytest.raises(ContractError):
        _ = ReadingOptions(learned="{}").judge
