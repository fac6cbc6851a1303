"""Decodes hostile files in a child process with limits of its own.

The children are forked off a server that has the decoders loaded already (multiprocessing's forkserver), so that one
file costs tens of milliseconds and a decoder that crashes or runs away takes nothing with it.
"""

import os
import resource
import signal
import sys
from multiprocessing.connection import Connection

import numpy as np

from fraudpipe.adapters.child_process import CONTEXT, start_child
from fraudpipe.adapters.images import DecodeLimits, image_pages, kind_of
from fraudpipe.adapters.pdfium import pdf_pages
from fraudpipe.errors import InputError
from fraudpipe.records.reading import Pixels

_PATIENCE = 3
"""Wall seconds for each CPU second allowed, before the child is killed: the machine may be busy."""
_LAST_SECONDS = 5
"""Wall seconds for a child whose pipe is closed to be gone."""


def decode(content: bytes, limits: DecodeLimits) -> tuple[Pixels, ...]:
    """The pages of a file: RGB, EXIF-oriented, PDF at 200 dpi.

    Args:
        content: The whole file.
        limits: What it may cost.

    Raises:
        InputError: empty_file, file_too_large, unknown_format, too_many_pixels, too_few_pixels, too_many_pages,
            truncated_file, encrypted_pdf, decoding_failed when the decoder died or hit its limits, or reader_crashed
            when the machine gave it no time or no room: another try may go well, so that answer is not kept.
    """
    kind = kind_of(content, limits)
    receiver, sender = CONTEXT.Pipe(duplex=False)
    inlet, outlet = CONTEXT.Pipe(duplex=False)
    child = start_child(_decode_here, (inlet, sender, kind, limits), daemon=True)
    sender.close()
    inlet.close()
    try:
        outlet.send_bytes(content)
        return _receive(receiver, _PATIENCE * limits.cpu_seconds)
    except (EOFError, OSError) as error:
        child.join(0 if isinstance(error, TimeoutError) else _LAST_SECONDS)
        if child.exitcode in (None, -signal.SIGKILL):  # its own limits end it with other signals
            msg = f"the {kind} file took too long to decode, or the machine was out of memory; it is tried again"
            raise InputError("reader_crashed", msg) from None
        raise InputError(
            "decoding_failed", f"the {kind} file cannot be decoded within its limits; send it again"
        ) from None
    finally:
        receiver.close()
        outlet.close()
        child.kill()
        child.join()
        child.close()


def _receive(receiver: Connection, seconds: float) -> tuple[Pixels, ...]:
    pages: list[Pixels] = []
    while True:
        if not receiver.poll(seconds):
            raise TimeoutError
        message = receiver.recv()
        if message == "end":
            return tuple(pages)
        if isinstance(message, InputError):
            raise message
        pages.append(np.frombuffer(receiver.recv_bytes(), np.uint8).reshape(message))


def _decode_here(inlet: Connection, sender: Connection, kind: str, limits: DecodeLimits) -> None:
    """Runs in the child: the file in, then for each page its shape and its bytes, then ``end``; or one InputError."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, sys.stderr.fileno())  # decoders complain about damaged files on stderr; the error says it already
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    # The signal at the soft limit says what it was; the one at the hard limit could come from anybody.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        content = inlet.recv_bytes()
        pages = pdf_pages(content, limits) if kind == "pdf" else image_pages(content, kind, limits)
        for page in pages:
            sender.send(page.shape)
            sender.send_bytes(np.ascontiguousarray(page).reshape(-1).data)
        sender.send("end")
    except InputError as error:
        sender.send(error)
    except MemoryError:
        sender.send(InputError("decoding_failed", f"the {kind} file needs too much memory; send it smaller"))
