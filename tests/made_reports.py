"""Reports of runs that never were: one as they come, one where every text is hostile."""

from typing import Any

import msgspec

from crawler.runs.batch.report import RunReport

SITES = [
    "guancha",
    "sina_finance",
    "zaker",
    "jurong_bbs",
    "人民日报海外版",
    "澎湃新闻",
    "财新",
    *(f"site{at}" for at in range(20)),
]
DAYS = [None, *(f"2026-11-{day:02}" for day in range(1, 29))]
ITEMS: list[dict[str, Any]] = [
    {"site": site, "type": "article", "day": day, "items": 1 + (n * 17 + at * 5) % 90 // (at + 1)}
    for at, site in enumerate(SITES)
    for n, day in enumerate(DAYS)
]
COUNT = sum(item["items"] for item in ITEMS)


PHASES = {"plan": 1.23, "pages": 250.001, "compare": 3.4, "settle": 2.25, "write": 8.5, "other": 3.019}


def headline(number: int, **more: Any) -> dict[str, Any]:
    """An item as a report shows it."""
    site = SITES[number % 8]
    made = {
        "id": f"{number:016x}",
        "revision": 1,
        "headline": f"渡口的灯亮了第{number}夜，船工说水位还在上涨，两岸的集市照常开门",
        "site": site,
        "publisher": site,
        "language": "zh-Hans",
        "date": f"2026-11-27T{number % 24:02}:30:00+08:00" if number % 5 else None,
        "picture": f"https://pictures.example/{number}.jpg" if number % 3 else None,
        "duplicate_of": None,
        "removed": number % 4,
        "path": f"pages/{number}.txt",
    }
    return made | more


def removals(rule: str) -> list[dict[str, Any]]:
    """What a rule took out first."""
    texts = ("扫码关注江声晚报", "责任编辑：陈一苇", "更多内容请下载客户端")
    about = {"reason": f"what {rule} is for", "site": "guancha", "id": f"{7:016x}", "revision": 1, "path": "pages/b.zip!/7.txt"}
    return [{"text": text} | about for text in texts]


REPORT: dict[str, Any] = {
    "run": 214,
    "job": "nightly",
    "job_file": "jobs.yaml",
    "started": "2026-11-28T02:15:03+08:00",
    "ended": "2026-11-28T02:19:31+08:00",
    "seconds": 268.4,
    "pages": {
        "found": 61_240,
        "new": COUNT,
        "changed": 121,
        "redone": {"rules of guancha changed": 180},
        "unchanged": 61_240 - COUNT - 301,
        "vanished": 3,
    },
    "balance": {"pages": COUNT + 301, "items": COUNT, "dropped": 212, "failed": 89, "unsettled": 0, "difference": 0},
    "skipped": {"directory": 4, "status 301": 12},
    "items": ITEMS,
    "flags": [
        {"flag": "no-text", "site": "财新", "items": 3},
        {"flag": "date-doubt", "site": "zaker", "items": 41},
    ],
    "headlines": [headline(number) for number in range(24)],
    "repeats": {
        "marked": 212,
        "dropped": 200,
        "revised": 9,
        "older": 0,
        "duplicates": [headline(number, duplicate_of=f"{number - 30:016x}") for number in range(40, 46)],
        "revisions": [headline(number, revision=2) for number in range(50, 53)],
    },
    "lacking": [
        *({"lack": lack, "site": site, "items": 9 + at} for lack in ("date", "author") for at, site in enumerate(SITES[:25])),
        {"lack": "source", "site": "zaker", "items": 3},
    ],
    "failures": [
        {
            "kind": "read: UnreadablePageError",
            "pages": 77,
            "samples": [
                {"path": "pages/不在.txt", "reason": "empty"},
                {"path": "pages/a #1?.txt", "reason": "neither a dump nor a thread", "kept": "kept/e3b0c442"},
                {"path": "pages/b.zip!/2021/07/页面.txt", "reason": "empty"},
                {"path": "pages/c.warc.gz!/https://example.org/a?b=c", "reason": "recorded only in part"},
            ],
        },
        {"kind": "validate: ValidationError", "pages": 12, "samples": [{"path": "pages/d.txt", "reason": "no headline"}]},
    ],
    "drops": [
        {"kind": "duplicate", "pages": 200, "samples": [{"path": "pages/e.txt", "reason": "duplicate: of 0123456789abcdef"}]},
        {"kind": "of another site", "pages": 12, "samples": []},
    ],
    "rules": [
        {"rule": "credit-line", "removals": 5210, "usual": 5010.5, "judged": "usual", "samples": removals("credit-line")},
        {"rule": "sina-app-qr", "removals": 4021, "usual": 812.25, "judged": "unusual", "samples": removals("sina-app-qr")},
        {"rule": "signature", "removals": 900, "usual": 950.0, "judged": "usual"},
        {"rule": "guest-box", "removals": 40, "usual": None, "judged": "new"},
        {"rule": "style-sheet", "removals": 0, "usual": 0.4, "judged": "usual"},
        {"rule": "zaker-hot", "removals": 0, "usual": 0.0, "judged": "never"},
    ],
    "expectations": [
        {"name": "items", "wanted": "at least 2,000", "got": "7,012", "met": True},
        {"name": "failed", "wanted": "at most 1 %", "got": "1.3 %", "met": False},
        {"name": "site_halved", "wanted": "none", "got": "zaker: 412, usually 1,020", "met": False},
    ],
    "stages": [
        {"stage": "plan", "seconds": 1.23, "pages": 61_240, "pages_per_second": 49_788.6},
        {"stage": "read", "seconds": 92.1, "pages": 7_200, "pages_per_second": 78.2},
        {"stage": "export", "seconds": 0.0, "pages": 7_100, "pages_per_second": None},
    ],
    "phases": [{"phase": phase, "seconds": seconds} for phase, seconds in PHASES.items()],
    "feeds": [
        {"uri": "out/nightly-2026-11-28.jsonl", "format": "jsonl", "items": COUNT, "bytes": 104_857_600, "stored": True},
        {"uri": "postgresql://me@localhost/corpus", "format": "postgresql", "items": COUNT, "bytes": None, "stored": False},
    ],
    "verdict": [],
    "exit_code": 1,
}
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}javascript:alert(1)\u202e\x00\x1b]\ud800&amp;\n"
PATHS = frozenset({"judged", "flag", "lack", "date", "exit_code", "started", "ended", "day"})
"""Fields whose values pages have no part in."""


def made_report(**changes: Any) -> RunReport:
    """The report as it comes, with these fields instead."""
    return msgspec.convert(REPORT | changes, RunReport)


def hostile_report(text: str = HOSTILE) -> RunReport:
    """The same with ``text`` after everything that a page, a file or a job may name."""
    return msgspec.convert(_spoilt(REPORT, text), RunReport)


def _spoilt(value: Any, text: str, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key + text if name in {"redone", "skipped"} else key: _spoilt(member, text, key) for key, member in value.items()}
    if isinstance(value, list):
        return [_spoilt(member, text, name) for member in value]
    return value + text if isinstance(value, str) and name not in PATHS else value
