"""A network from its file, ready to run on one thread: by ONNX Runtime, or by OpenVINO where that is asked for."""

import functools
import hashlib
import importlib.metadata
import importlib.util
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.errors import DependencyError
from fraudpipe.records.reading import Pixels

Engine = Literal["onnxruntime", "openvino"]
Numbers = npt.NDArray[np.float32]
Network = Callable[[Numbers], Numbers]
"""The first output for the only input."""

_AS_REQUESTED = 1
"""Memory grows by what is asked for, not by doubling: the largest page decides how much a process keeps."""


def engine_version(engine: Engine) -> str:
    """Name and version of an engine.

    Raises:
        DependencyError: It is not installed.
    """
    if importlib.util.find_spec(engine) is None:
        extra = "fraudpipe[openvino]" if engine == "openvino" else "fraudpipe"
        msg = f"reading.engine is {engine}, and package {engine} is missing; install it with: pip install '{extra}'"
        raise DependencyError(msg)
    return f"{engine}={importlib.metadata.version(engine)}"


def open_network(file: Path, engine: Engine = "onnxruntime") -> Network:
    """The network of an ONNX file; the same input gives the same output, on whatever page it ran before.

    Raises:
        DependencyError: The engine is not installed.
    """
    engine_version(engine)
    opened = _thread().submit(_by_openvino if engine == "openvino" else _by_onnxruntime, file).result()
    return lambda batch: _thread().submit(opened, batch).result()


def as_numbers(picture: Pixels, wide: int | None = None) -> Numbers:
    """A picture as PP-OCR's networks take it: a batch of one, blue first, -1 to 1; 0 right of it up to a width."""
    height, width = picture.shape[:2]
    numbers = np.zeros((1, 3, height, wide or width), np.float32)
    for at in range(3):
        inked = numbers[0, at, :, :width]
        np.multiply(cv2.extractChannel(picture, 2 - at), np.float32(1 / 127.5), out=inked)
        inked -= 1.0
    return numbers


@functools.cache
def file_digest(file: Path) -> str:
    """SHA-256 of a model file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


@functools.cache
def _thread() -> ThreadPoolExecutor:
    """The one thread that all networks of a process run on.

    ONNX Runtime makes numbers next to nothing (subnormal ones) plain nothing on the thread that opens its first
    network, and on no other: on this one they cost nobody else a digit. Left as they are, the small detector takes
    three times as long.
    """
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="networks")


def _by_onnxruntime(file: Path) -> Network:
    import onnxruntime  # loading it takes long: only who reads pays

    _share_memory()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    options.add_session_config_entry("session.use_env_allocators", "1")
    options.add_session_config_entry("session.set_denormal_as_zero", "1")
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    (asked,) = (one.name for one in session.get_inputs())
    return lambda batch: np.asarray(session.run(None, {asked: batch})[0], np.float32)


@functools.cache
def _share_memory() -> None:
    """All networks of a process take turns in one pool of memory."""
    import onnxruntime

    memory = onnxruntime.OrtMemoryInfo(
        "Cpu", onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, onnxruntime.OrtMemType.DEFAULT
    )
    onnxruntime.create_and_register_allocator(memory, onnxruntime.OrtArenaCfg({"arena_extend_strategy": _AS_REQUESTED}))


def _by_openvino(file: Path) -> Network:
    import openvino  # an extra: only who asked for it has it

    # Full precision: half of it reads differently from one processor to the next, and every new width of a strip costs
    # the time that it saves.
    how: dict[str, Any] = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1}
    request = openvino.Core().compile_model(str(file), "CPU", how).create_infer_request()

    def run(batch: Numbers) -> Numbers:
        request.infer([batch])
        return np.array(request.get_output_tensor(0).data, np.float32)

    return run
