"""Units of laboratory results, and what readers make of them."""

_WORDS = """
10^9/L 10^12/L ×10^9/L ×10^12/L *10^9/L *10^12/L x10^9/L x10^12/L 10*9/L 10*12/L 10E9/L 10E12/L
10^6/L ×10^6/L *10^6/L x10^6/L 10*6/L 10E6/L
g/L mg/L μg/L ug/L ng/L pg/L g/dL mg/dL μg/dL g/l mg/l ug/l ng/dL ug/dL g/dl mg/dl μg/dl ug/dl ng/dl
ng/mL ng/ml pg/mL pg/ml μg/mL ug/mL μg/ml ug/ml mg/mL mg/ml
mol/L mmol/L μmol/L umol/L nmol/L pmol/L mmol/l umol/l nmol/l pmol/l μmol/l
U/L u/L IU/L mIU/L μIU/L uIU/L kU/L KU/L mU/L U/mL U/ml IU/mL IU/ml mIU/mL mIU/ml μIU/mL uIU/mL uIU/ml AU/mL RU/mL
mg/g mg/mmol U/g g/24h mg/24h μg/24h ug/24h mmol/24h μmol/24h umol/24h nmol/24h mL/24h ml/24h
mL/min ml/min mL/min/1.73m^2 mOsm/L mOsm/kg
% ‰ fL fl pg s sec mm/h mm/60min mmHg kPa 秒 倍 个/μL 个/uL 个/ul /μL /uL /ul 个/HP /HP /HPF 个/LP /LP /LPF
个/mL cells/μL
S/CO COI INR
"""
UNITS = frozenset(_WORDS.split())
"""As laboratories print them, capital and small letters, μ and u as they come."""

_LIKE = str.maketrans(dict.fromkeys("1|I!", "l") | dict.fromkeys("0oO", "o") | dict.fromkeys("89qξ", "g")
                      | dict.fromkeys("从µ", "μ") | {"÷": "/"})  # fmt: skip
_PER_CENT = frozenset({"g", "9", "8", "00", "0/0", "o/o", "O/O", "96", "98", "9/6", "％", "%0", "0%", "¥", "6"})

_ALIKE = ("oOceaQD", "lLitj", "uvUV", "hb", "/7", "^'`")
"""What stands for what in a long unit; m, n, p and μ, 6 and 9, d and m are units of their own."""

_SECONDS = frozenset("S5$")
"""Large and small letters of one shape cannot be told apart in a cell of their own."""


def usual_unit(unit: str) -> str:
    """The unit that a slightly misread one stands for; what is no unit stays as it is.

    >>> usual_unit("mmo1/L"), usual_unit("8/L"), usual_unit("10~9/L"), usual_unit("umol/L"), usual_unit("瓶")
    ('mmol/L', 'g/L', '10^9/L', 'umol/L', '瓶')
    >>> usual_unit("109/L"), usual_unit("x1012/L"), usual_unit("mgL"), usual_unit("S")
    ('10^9/L', 'x10^12/L', 'mg/L', 's')
    """
    if unit in UNITS or not unit:
        return unit
    if unit in _PER_CENT:
        return "%"
    if unit in _SECONDS:
        return "s"
    lacking = {one for at in range(1, len(unit)) for mark in "^/" if (one := unit[:at] + mark + unit[at:]) in UNITS}
    if len(lacking) == 1:
        return lacking.pop()
    alike = [one for one in sorted(UNITS) if _key(one) == _key(unit)]
    if len(alike) == 1:
        return alike[0]
    close = [one for one in sorted(UNITS) if len(one) == len(unit) > 2 and _one_mark_off(_key(one), _key(unit))]
    # Another unit is no misread one: only marks that look alike are set right, and only where one unit comes of it.
    return close[0] if len(close) == 1 else unit


def _key(unit: str) -> str:
    powers = unit.replace("~", "^").replace("°", "^").replace("˄", "^")
    return powers.translate(_LIKE)


def _one_mark_off(one: str, other: str) -> bool:
    unlike = [{a, b} for a, b in zip(one, other, strict=True) if a != b]
    return len(unlike) == 1 and any(unlike[0] <= set(marks) for marks in _ALIKE)
