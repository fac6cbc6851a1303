"""Division codes of China, GB/T 2260: province, prefecture and county, two digits each."""


def province_of(region: str) -> str:
    """The code of the province that a division lies in.

    >>> province_of("420106")
    '420000'
    """
    return f"{region[:2]}0000"
