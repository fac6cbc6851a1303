"""Which illnesses a Chinese text names: free text to ICD-10.

A phrase is looked up as it stands, then without side, stage and course, then for names inside it; a malignant tumour
also by its place alone; and a short phrase that is still unknown by the one name it can be a misreading of. What stays
unclear is left out. Mental illness is recognised and left out on purpose: it is never a ground for suspicion.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fraudpipe.knowledge.naming.illness_names import IllnessName, IllnessNames, Match, illness_names
from fraudpipe.knowledge.naming.scopes import said
from fraudpipe.knowledge.naming.wording import Aligned, canonical, folded, only_words_around, peeled
from fraudpipe.records.illness import SURE, IllnessMention

LEAST_CONFIDENCE = 0.7
"""What is less sure is left out."""

_STRONG = re.compile(r"[;。\n\r]|(?<![a-z\d.])\(?\d{1,2}\s*[.、)](?!\d)|(?<![a-z\d.])\d{1,2}[.、](?=\d\s*[型级])")
_WEAK = re.compile(
    r"[,、:?()\[\]\"+]|(?<!\d)/|/(?!\d)|(?<=[\u4e00-\u9fff?)])\s+(?=[\u4e00-\u9fff(]|(?![iv]{1,3}[级期])[a-z])"
    r"|(?<=[a-z?)])\s+(?=[\u4e00-\u9fff(])"
)
_CODE = re.compile(r"[(\[]?\s*(?<![a-z0-9])([a-z]\d{2}\.[\dx]\d{0,2}(?:x\d{3})?[a-z]?)(?![a-z0-9])[+*]?\s*[)\]]?"
                   r"|[(\[]([a-z]\d{2})[)\]]")  # fmt: skip
_LEFT_OUT = "F"
_GENERAL_WORDS = """
恶性肿瘤 继发恶性肿瘤 良性肿瘤 肿瘤 感染 骨折 炎症 结石 囊肿 损伤 出血 综合征 脓肿 溃疡 血栓 水肿 息肉 结节 疼痛
狭窄 梗死 畸形 挫伤 外伤 肉瘤 腺瘤 血管瘤 脂肪瘤 梗阻 穿孔 积液 粘连 衰竭 增生 肥大 萎缩 坏死 栓塞 炎 瘤 疝
肿块 包块 中毒 烧伤 脱位 扭伤 结核 淋巴瘤 肿胀
"""
_GENERAL = frozenset(_GENERAL_WORDS.split())
"""Names that say something only with a place before them."""
_GOES_ON = frozenset("性样型瘤癌炎病症征热")
_LONGEST_NEAR = 16
_TUMOUR = "恶性肿瘤"
_INSIDE, _UNPLACED = 0.97, 0.75
_BY_LENGTH, _LONG_PARTLY = {2: 0.6, 3: 0.72, 4: 0.8}, 0.84
"""How sure a name of so many characters is among words that are not known."""
_PRINTED_ALONE, _AGREED = 0.9, 1.0


@dataclass(frozen=True, slots=True)
class _Found:
    match: Match
    start: int
    end: int


def mentions_in(text: str, names: IllnessNames | None = None) -> tuple[IllnessMention, ...]:
    """The illnesses that the text names, in its order.

    Args:
        text: A diagnosis, a list of them, or sentences of a record.
        names: Other names than those of the table.

    >>> [(one.text, one.category, one.stands) for one in mentions_in("1.左乳癌（T2N2M0）ⅢA期 2.肺炎待排；否认糖尿病史")]
    [('乳癌', 'C50', True), ('肺炎', 'J18', False), ('糖尿病', 'E14', False)]
    """
    known = names or illness_names()
    fold = folded(text)
    mentions: list[IllnessMention] = []
    for begin, finish, code in _pieces(fold.text):
        found = list(_with_code(_in_piece(fold.part(begin, finish), known), code, known, fold, begin, finish))
        mentions += [_mention(text, fold, one) for one in found]
    return tuple(one for one in mentions if one.confidence >= LEAST_CONFIDENCE and not one.code.startswith(_LEFT_OUT))


def code_of(text: str, names: IllnessNames | None = None) -> IllnessMention | None:
    """The first illness that the text says of the patient, surely or not; None where none is clear.

    >>> code_of("右侧腹股沟斜疝术后").name, code_of("随诊") is None
    ('腹股沟斜疝', True)
    """
    return next((one for one in mentions_in(text, names) if not one.negated and not one.family), None)


def _pieces(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Stretches of the folded text that are looked at by themselves, with the code printed beside each."""
    at = 0
    for mark in [*_STRONG.finditer(text), None]:
        finish = mark.start() if mark else len(text)
        yield from _coded(text, at, finish)
        at = mark.end() if mark else finish


def _coded(text: str, begin: int, finish: int) -> Iterator[tuple[int, int, str | None]]:
    codes = list(_CODE.finditer(text, begin, finish))
    if not codes:
        yield begin, finish, None
        return
    # A list that opens with a code has each code before its name, any other has it behind.
    ahead = not text[begin : codes[0].start()].strip(" ,(")
    edges = [begin, *(one.end() for one in codes)]
    for place, one in enumerate(codes):
        printed = one.group(1) or one.group(2)
        if ahead:
            following = codes[place + 1].start() if place + 1 < len(codes) else finish
            yield one.end(), following, printed
        else:
            yield edges[place], one.start(), printed
    if not ahead and edges[-1] < finish:
        yield edges[-1], finish, None


def _in_piece(piece: Aligned, names: IllnessNames) -> list[_Found]:
    """Names in one stretch: as a whole, else part by part."""
    whole = _as_a_whole(canonical(piece), names)
    if whole is not None:
        return [whole]
    found: list[_Found] = []
    at = 0
    for mark in [*_WEAK.finditer(piece.text), None]:
        finish = mark.start() if mark else len(piece.text)
        if finish > at:
            found += _in_part(canonical(piece.part(at, finish)), names)
        at = mark.end() if mark else finish
    return found


def _as_a_whole(phrase: Aligned, names: IllnessNames) -> _Found | None:
    for start, end in peeled(phrase.text):
        name = names.exact(phrase.text[start:end])
        if name is not None:
            confidence = 1.0 if end - start == len(phrase.text) else 0.98
            if phrase.text[start:end] in _GENERAL:
                confidence = _UNPLACED
            return _placed(Match(name, confidence), phrase, start, end)
    return None


def _in_part(phrase: Aligned, names: IllnessNames) -> list[_Found]:
    whole = _as_a_whole(phrase, names)
    if whole is not None:
        return [whole]
    spans = names.spans(phrase.text)
    found = [one for one in _judged(phrase, spans) if one.match.confidence > 0]
    if found and all(one.match.confidence >= SURE for one in found):
        return found
    other = _nearly(phrase, names)
    if other is not None and other.match.confidence > max((one.match.confidence for one in found), default=0.0):
        return [other]
    return found


def _nearly(phrase: Aligned, names: IllnessNames) -> _Found | None:
    """What an unknown phrase names by its place or nearly, with as few words around it as needed."""
    for start, end in peeled(phrase.text):
        if end - start <= _LONGEST_NEAR:
            inner = phrase.text[start:end]
            match = names.tumour(inner) or names.nearest(inner)
            if match is not None:
                return _placed(match, phrase, start, end)
    return None


def _judged(phrase: Aligned, spans: list[tuple[int, int, IllnessName]]) -> Iterator[_Found]:
    """Names inside a longer phrase, each as sure as what stands around it lets it be."""
    text = phrase.text
    for place, (start, end, name) in enumerate(spans):
        left = text[spans[place - 1][1] if place else 0 : start]
        right = text[end : spans[place + 1][0] if place + 1 < len(spans) else len(text)]
        word = text[start:end]
        clear_left = _clear_before(left, word, text[:start])
        clear_right = only_words_around(right) and (bool(right) or end == len(text) or word.endswith(_TUMOUR))
        confidence = _INSIDE
        if not clear_left or not clear_right:
            confidence = _BY_LENGTH.get(len(word), _LONG_PARTLY)
        if right[:1] in _GOES_ON:
            confidence -= 0.3
        if word in _GENERAL and left and not clear_left:
            confidence = 0.0
        yield _placed(Match(name, confidence), phrase, start, end)


def _clear_before(left: str, word: str, before: str) -> bool:
    """Whether what stands before a name leaves it as it is: nothing, words around, or for a tumour its own organ."""
    if not left:
        return not before or before.endswith(_TUMOUR)
    if word.endswith(_TUMOUR):
        left = left.rstrip(word)
    return only_words_around(left)


def _placed(match: Match, phrase: Aligned, start: int, end: int) -> _Found:
    return _Found(match, phrase.starts[start], phrase.ends[end - 1])


def _with_code(
    found: list[_Found], code: str | None, names: IllnessNames, fold: Aligned, begin: int, finish: int
) -> Iterator[_Found]:
    """The names of a piece, the one that the printed code belongs to with that code."""
    if code is None:
        yield from found
        return
    printed = _written(code)
    if not found and printed[:3] in names.categories:
        text = fold.text[begin:finish].strip(" ,()")
        if text:
            start = fold.text.index(text, begin)
            # Never the words of the paper: a name or a number of a person may stand among them.
            shown = names.name_of(printed) or names.name_of(f"{printed[:3]}.900") or printed
            name = IllnessName(shown, printed, shown)
            yield _Found(Match(name, _PRINTED_ALONE), fold.starts[start], fold.ends[start + len(text) - 1])
    for one in found:
        name = one.match.name
        if printed[:3] in {name.code[:3], *name.also}:
            agreed = IllnessName(name.text, printed, names.name_of(printed) or name.shown, name.also)
            yield _Found(Match(agreed, _AGREED), one.start, one.end)
        else:
            yield one


def _written(code: str) -> str:
    """A code with its letter in capitals.

    >>> _written("c79.500x001"), _written("i10.x00")
    ('C79.500x001', 'I10.x00')
    """
    return code[0].upper() + code[1:-1] + (code[-1].upper() if code[-1] != "x" else "x")


def _mention(text: str, fold: Aligned, found: _Found) -> IllnessMention:
    # Where it stands in the folded text: the marks around it are there.
    start = fold.starts.index(found.start)
    end = max(place for place, at in enumerate(fold.ends) if at <= found.end) + 1
    how = said(fold.text, start, end)
    name = found.match.name
    return IllnessMention(
        text[found.start : found.end], name.code, name.shown, found.match.confidence,
        how.negated, how.uncertain, how.family, found.start, found.end, name.also,
    )  # fmt: skip
