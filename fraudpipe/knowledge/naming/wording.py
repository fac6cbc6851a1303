"""One way of writing for what records write in many: characters, tumours, grades, and the words around an illness.

Every rewriting keeps the way back to the text, so that a mention can be shown where it stands.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from fraudpipe.records.han import simplified

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_DIGITS = dict(zip("一二三四五六", "123456", strict=True))
_VERTEBRAE = {"c": "颈", "t": "胸", "l": "腰", "颈": "颈", "胸": "胸", "腰": "腰"}
_TUMOUR = "恶性肿瘤"

_WORDS = """
无痛性> 亚性肿瘤>恶性肿瘤 悉性肿瘤>恶性肿瘤 思性肿瘤>恶性肿瘤 恶性肿榴>恶性肿瘤 恶性胂瘤>恶性肿瘤 恶牲肿瘤>恶性肿瘤
恶件肿瘤>恶性肿瘤 恶性种瘤>恶性肿瘤 恶性肿溜>恶性肿瘤
继发性>继发 恶性新生物>恶性肿瘤 癌症>恶性肿瘤 癌>恶性肿瘤 乳癌>乳腺恶性肿瘤 乳ca>乳腺恶性肿瘤
转移性恶性肿瘤>继发恶性肿瘤 转移性癌>继发恶性肿瘤 转移癌>继发恶性肿瘤 转移性肿瘤>继发恶性肿瘤 转移瘤>继发恶性肿瘤
转移灶>继发恶性肿瘤 转移>继发恶性肿瘤 转移性右下腹>转移性右下腹 转移性>转移性 乳房>乳腺 子宫颈>宫颈 食道>食管
纵膈>纵隔 横隔>横膈 粘膜>黏膜 粘液>黏液 返流>反流 梗塞>梗死 栓死>栓塞 综合症>综合征 瘀>淤 荨痳>荨麻 兰尾>阑尾
肝脏>肝 肾脏>肾 脾脏>脾 肺部>肺 肝部>肝 脑部>脑 肾部>肾 胃部>胃 心功能衰竭>心衰竭 心力衰竭>心衰竭 心衰>心衰竭
心衰竭>心衰竭 肾功能衰竭>肾衰竭 肾衰竭>肾衰竭 肾衰>肾衰竭 肝功能衰竭>肝衰竭 肝衰竭>肝衰竭 肝衰>肝衰竭
呼吸功能衰竭>呼吸衰竭 呼衰>呼吸衰竭 泌尿系统>泌尿道 泌尿系>泌尿道 冠状动脉性>冠状动脉 缺血性脑卒中>脑梗死
脑溢血>脑出血 乙型肝炎>乙型病毒性肝炎 丙型肝炎>丙型病毒性肝炎 乙型病毒性肝炎>乙型病毒性肝炎
丙型病毒性肝炎>丙型病毒性肝炎 慢性阻塞性肺病>慢性阻塞性肺疾病 结缔组织疾病>结缔组织病 部位恶性肿瘤>恶性肿瘤
部恶性肿瘤>恶性肿瘤 部癌>恶性肿瘤 体癌>体恶性肿瘤
"""
_REWRITINGS = dict(one.split(">") for one in _WORDS.split())
"""What is written alike in the table's names and in texts; the longest one that fits is taken."""

_LATIN = re.compile(r"(?<![a-z0-9])(?:ca|mt)(?![a-z0-9])|(?<=[\u4e00-\u9fff])(?:ca|mt)(?![a-z0-9])")
_VERTEBRA = re.compile(
    r"(?<![a-z0-9])[ctl颈胸腰]\d{1,2}(?:[-/~][ctls颈胸腰骶]?\d{1,2})?(?:椎间盘|椎体?(?=[压骨爆])|(?=[压骨爆]))"
)
_GRADE = re.compile(r"(?<![a-z0-9])(?:i{1,3}|iv|v|[一二三四五六])(?=\s*[a-d]?\d?[型期级度](?!病|检))")
_PATTERN = re.compile(
    "|".join(
        [
            *map(re.escape, sorted(_REWRITINGS, key=lambda one: (-len(one), one))),
            _LATIN.pattern,
            _VERTEBRA.pattern,
            _GRADE.pattern,
        ]
    )
)
_BULLETS = re.compile(r"[\u2460-\u2473\u2474-\u2487\u2488-\u249b\u2776-\u277f\u3220-\u3229]")
_NOISE = re.compile(r"[^\w\u4e00-\u9fff]|_")

_FOR = r"(?:约|近)?[\d一二三四五六七八九十两]+余?个?[年月周天日]余?"
_BEFORE = (
    r"(?:左侧|右侧|双侧|两侧|左|右|双|患者|患有|患|既往|曾患|曾有|有|为|因|是|伴有|伴|合并|并发|并|及|和|与|原发性|原发|复发性|复发"
    r"|继发|多发性|多发|轻度|中度|重度|中重度|轻中度|极重度|早期|中期|晚期|终末期|广泛期|局限期|进展期|诊断|确诊|考虑|疑似|疑|可疑"
    r"|未?出现|(?:外院|当地医院|门诊)?(?:体检|检查)?(?:发现|查出|检出)|外院|当地医院|突发|反复|间断|无明显诱因|[父母]亲?|兄弟|姐妹|祖[父母]|亡于|死于|曾|体检|拟诊|待排|除外|排除|不除外|否认|无|未见|未发现|余|"
    + _FOR
    + r"前?|老年|术后)"
)
_AFTER = (
    r"(?:(?:改良|扩大)?根治术?后?|切除术?后?|手术后|术后|支架术后|支架植入术后|化疗后|放疗后|放化疗后|治疗后|综合治疗后|保守治疗后|术前|复发"
    r"|等?(?:既往)?史|疾病|病|等|" + _FOR + r"|\d+余|多年|余年"
    r"|\d?[a-d]?\d?期|\d级|\d度|极?高危组?|中危组?|低危组?|很高危组?"
    r"|早期|晚期|中期|广泛期|局限期|进展期|急性期|恢复期|稳定期|活动期|缓解期|加重期?|失代偿期|代偿期"
    r"|p?t\d[a-d]?n\d?[a-d]?x?m\d?x?|性质|待查|待排除?|待诊|可能性?大?|不除外|不能除外|不能排除|考虑|原因|伴有?|合并|并发?"
    r"|左侧|右侧|双侧|左|右|轻度|中度|重度|患者|诊断明确)"
)
_LEFT, _RIGHT = re.compile("^" + _BEFORE), re.compile(_AFTER + "$")
_AROUND = re.compile(f"(?:{_BEFORE}|{_AFTER})*")
_TISSUE_WORDS = (
    r"(?:浸润性|浸润|非特殊型|高分化|中分化|低分化|未分化|高中分化|中低分化|微小|微浸润|原发|早期|晚期|进展期|非小细胞"
    r"|小细胞|大细胞|导管|小叶|乳头状|滤泡状|滤泡|髓样|鳞状细胞|鳞状|(?:(?<![乳状列液涎胸皮泪体])腺)?鳞|(?<![乳状列液涎胸皮泪体])腺(?:泡状?)?|移行细胞"
    r"|尿路上皮|印戒细胞|黏液性?|透明细胞|浆液性|子宫内膜样|基底细胞|神经内分泌|管状|肺)+"
)
_TISSUE = re.compile(rf"(?<=[\u4e00-\u9fff]){_TISSUE_WORDS}(?=恶性肿瘤)")
_TISSUE_ALONE = re.compile(_TISSUE_WORDS)

_NUMBER = re.compile(
    r"多发性?|单发性?|孤立性?|弥漫性?|广泛性?|散在|巨大|轻症|重症|轻型|重型|轻度|中度|重度|进行性|间断性?"
)


@dataclass(frozen=True, slots=True)
class Aligned:
    """A rewritten text and, for each of its characters, where it came from.

    Attributes:
        text: The text as rewritten.
        starts: Of each character, where its origin begins in the text before.
        ends: Where that origin ends, exclusive.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def part(self, start: int, end: int) -> "Aligned":
        """Only the characters from `start` to `end`."""
        return Aligned(self.text[start:end], self.starts[start:end], self.ends[start:end])


def folded(text: str) -> Aligned:
    """The text in half width, lower case and simplified characters; spaces stay.

    >>> folded("Ⅱ型糖尿病").text, folded("乳腺惡性腫瘤（左）").text
    ('ii型糖尿病', '乳腺恶性肿瘤(左)')
    """
    if unicodedata.is_normalized("NFKC", text):
        plain = simplified(text).lower()
        if len(plain) == len(text):
            return Aligned(plain, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    letters = [";" if _BULLETS.match(mark) else _one(mark) for mark in text]
    at = [place for place, letter in enumerate(letters) for _ in letter]
    return Aligned("".join(letters), tuple(at), tuple(place + 1 for place in at))


def _one(mark: str) -> str:
    return simplified(unicodedata.normalize("NFKC", mark)).lower()


def key_of(name: str) -> str:
    """The canonical form of a whole name, without the way back.

    >>> key_of("乳房恶性肿瘤"), key_of("II 型糖尿病")
    ('乳腺恶性肿瘤', '2型糖尿病')
    """
    text = simplified(unicodedata.normalize("NFKC", name)).lower()
    rewritten = _PATTERN.sub(lambda found: _rewritten(found.group()), text)
    return _NOISE.sub("", rewritten)


def canonical(text: Aligned) -> Aligned:
    """A folded text with one word for each thing, and without spaces and marks.

    >>> canonical(folded("左乳癌（IIA期）")).text, canonical(folded("Ⅱ型糖尿病")).text
    ('左乳腺恶性肿瘤2a期', '2型糖尿病')
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(word: str, start: int, end: int) -> None:
        letters.append(word)
        starts.extend([text.starts[start]] * len(word))
        ends.extend([text.ends[end - 1]] * len(word))

    at = 0
    for found in _PATTERN.finditer(text.text):
        _plain(text, at, found.start(), letters, starts, ends)
        word = found.group()
        put(_rewritten(word), found.start(), found.end())
        at = found.end()
    _plain(text, at, len(text.text), letters, starts, ends)
    return Aligned("".join(letters), tuple(starts), tuple(ends))


def _rewritten(word: str) -> str:
    if word in _REWRITINGS:
        return _REWRITINGS[word]
    if word[0] in _VERTEBRAE and word[1].isdigit():
        return _VERTEBRAE[word[0]] + ("椎间盘" if word.endswith("椎间盘") else "椎")
    return _ROMAN.get(word) or _DIGITS.get(word) or _TUMOUR


def _plain(text: Aligned, start: int, end: int, letters: list[str], starts: list[int], ends: list[int]) -> None:
    """Takes over what stays as it is, without marks."""
    for place in range(start, end):
        mark = text.text[place]
        if not _NOISE.match(mark):
            letters.append(mark)
            starts.append(text.starts[place])
            ends.append(text.ends[place])


def bare(text: str) -> tuple[int, int]:
    """Where the illness stands in a canonical phrase, without side, stage, course and history around it.

    >>> phrase = canonical(folded("左侧乳癌改良根治术后（IIA期）")).text
    >>> phrase[slice(*bare(phrase))]
    '乳腺恶性肿瘤'
    """
    return list(peeled(text))[-1]


def peeled(text: str) -> Iterator[tuple[int, int]]:
    """Where an illness may stand in a canonical phrase: all of it, then with one word less around it each time.

    >>> ["糖尿病史10年"[slice(*place)] for place in peeled("糖尿病史10年")]
    ['糖尿病史10年', '糖尿病史', '糖尿病', '糖尿']
    """
    start, end = 0, len(text)
    yield start, end
    while start < end:
        left = _LEFT.match(text[start:end])
        right = _RIGHT.search(text[start:end])
        if left and left.end() < end - start:
            start += left.end()
        elif right and right.start() > 0:
            end = start + right.start()
        else:
            return
        yield start, end


def without_tissue(text: str) -> str:
    """The canonical phrase without what the tissue is called: the place alone decides the code.

    >>> without_tissue("肺上叶浸润性腺恶性肿瘤")
    '肺上叶恶性肿瘤'
    """
    return _TISSUE.sub("", text) if _TUMOUR in text else text


def without_number(text: str) -> str:
    """The canonical phrase without what says how many, how large or how bad inside it.

    >>> without_number("肺多发结节"), without_number("急性重症胰腺炎")
    ('肺结节', '急性胰腺炎')
    """
    return _NUMBER.sub("", text)


def is_tissue(text: str) -> bool:
    """Whether the canonical text says what the tissue is called, and no place.

    >>> is_tissue("乳头状"), is_tissue("胃腺")
    (True, False)
    """
    return _TISSUE_ALONE.fullmatch(text) is not None


def only_words_around(text: str) -> bool:
    """Whether a canonical text holds nothing but side, stage, course and history.

    >>> only_words_around("术后2年"), only_words_around("性假瘤")
    (True, False)
    """
    return _AROUND.fullmatch(text) is not None
