"""The names of time zones on pages, in plain form. An ambiguous name (CST, IST) has all its zones."""

_HOURS: dict[str, tuple[float, ...]] = {
    "z|utc|gmt|ut|coordinated universal time|greenwich mean time|世界时|协调世界时|世界协调时间|世界标准时间": (0,),
    "格林尼治时间|格林威治时间|格林尼治标准时间|格林威治标准时间": (0,),
    "hkt|sgt|myt|pht|awst|china standard time|beijing time|hong kong standard time|hong kong time|taipei standard time": (8,),
    "北京时间|北京标准时间|中国时间|中国标准时间|香港时间|香港标准时间|台北时间|台北标准时间|台湾时间|澳门时间": (8,),
    "singapore standard time|新加坡时间|新加坡标准时间|马来西亚时间": (8,),
    "jst|kst|japan standard time|korean standard time|日本时间|日本标准时间|东京时间|首尔时间|韩国时间|韩国标准时间": (9,),
    "pst|pacific standard time|北美太平洋标准时间": (-8,),
    "pdt|pacific daylight time|北美太平洋夏令时间|mst|mountain standard time|北美山区标准时间": (-7,),
    "mdt|mountain daylight time|北美山区夏令时间|central standard time|北美中部标准时间": (-6,),
    "cdt|central daylight time|北美中部夏令时间|est|eastern standard time|北美东部标准时间": (-5,),
    "edt|eastern daylight time|北美东部夏令时间": (-4,),
    "akst": (-9,),
    "akdt": (-8,),
    "hst": (-10,),
    "wet": (0,),
    "west|cet|central european standard time": (1,),
    "cest|eet|central european summer time": (2,),
    "eest|msk|莫斯科时间|莫斯科标准时间": (3,),
    "迪拜时间": (4,),
    "ict|wib|泰国时间|曼谷时间|越南时间": (7,),
    "aest": (10,),
    "aedt": (11,),
    "nzst": (12,),
    "nzdt": (13,),
    "cst": (8, -6),
    "bst": (1, 6),
    "ist": (5.5, 2, 1),
    "ast": (-4, 3),
}
_PLACES = {
    "et|eastern time|us eastern time|美东时间|美国东部时间|北美东部时间|纽约时间": "America/New_York",
    "ct|central time|美国中部时间|北美中部时间": "America/Chicago",
    "pt|pacific time|美西时间|美国西部时间|北美太平洋时间|太平洋时间|洛杉矶时间": "America/Los_Angeles",
    "uk time|伦敦时间|英国时间": "Europe/London",
    "欧洲中部时间|巴黎时间|法国时间": "Europe/Paris",
    "柏林时间|德国时间": "Europe/Berlin",
    "悉尼时间": "Australia/Sydney",
}
HOURS = {name: hours for names, hours in _HOURS.items() for name in names.split("|")}
"""Name → possible UTC offsets in hours. Those of RFC 5322 are included, except that CST is also China's."""
PLACES = {name: place for names, place in _PLACES.items() for name in names.split("|")}
"""Name → the zone in the tz database that has the offset of each day."""
