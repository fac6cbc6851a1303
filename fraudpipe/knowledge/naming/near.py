"""Which names can be few misread characters away from a phrase."""


class NearKeys:
    """Which keys can be few edits away from a phrase: one of its rarest pairs of characters must be in them.

    An edit spoils two pairs at most, so of one pair more than that at least one is left.

    Args:
        keys: Names in canonical form, without repeats.
    """

    def __init__(self, keys: list[str]) -> None:
        self._by_pair: dict[str, list[str]] = {}
        for key in keys:
            for pair in {key[at : at + 2] for at in range(len(key) - 1)}:
                self._by_pair.setdefault(pair, []).append(key)

    def candidates(self, phrase: str, allowed: int) -> list[str]:
        """Keys of about the length of the phrase, in their order."""
        pairs = [self._by_pair.get(phrase[at : at + 2], []) for at in range(len(phrase) - 1)]
        rarest = sorted(pairs, key=len)[: 2 * allowed + 1]
        return sorted({key for found in rarest for key in found if abs(len(key) - len(phrase)) <= allowed})
