"""Two pictures never fold, variants of one do, and no URL can do harm: identity is read off hostile strings."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.images import CDNS, PROXIES, identity, is_web_url, srcset, unwrapped, variant_of
from tests.support import ROOT

GROUPS: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/image_pairs.yaml").read_text("utf-8"))
KINDS = ("larger_first", "as_large", "different")
PAIRS = [(kind, *pair) for group in GROUPS for kind in KINDS for pair in group.get(kind, [])]
SAME = [pair for pair in PAIRS if pair[0] != "different"]
DEDUPE = (ROOT / "docs/dedupe.md").read_text("utf-8")
NAMES = [*(proxy.name for proxy in PROXIES), *(cdn.name for cdn in CDNS)]
LONG = "a" * 10_000_000


def shown(pairs: list[tuple[str, str, str]]) -> str:
    return "\n".join(f"{kind}\n  {one}  {variant_of(one)}\n  {other}  {variant_of(other)}" for kind, one, other in pairs)


def test_there_are_enough_pairs_and_none_twice() -> None:
    assert len(PAIRS) >= 150 and len(SAME) >= 75 and len(PAIRS) - len(SAME) >= 60
    assert len({frozenset(pair[1:]) for pair in PAIRS}) == len(PAIRS)


def test_two_pictures_never_fold() -> None:
    wrong = [pair for pair in PAIRS if pair[0] == "different" and identity(pair[1]) == identity(pair[2])]
    assert not wrong, f"{len(wrong)} wrong folds\n{shown(wrong)}"


def test_variants_of_one_picture_fold() -> None:
    missed = [pair for pair in SAME if identity(pair[1]) != identity(pair[2])]
    assert not missed, f"{len(missed)} of {len(SAME)} not folded (the bar is 5 %)\n{shown(missed)}"


def test_the_larger_variant_is_known() -> None:
    sizes = {pair: (variant_of(pair[1]).size, variant_of(pair[2]).size) for pair in SAME}
    wrong = [pair for pair, (one, other) in sizes.items() if not (one > other if pair[0] == "larger_first" else one == other)]
    assert not wrong, shown(wrong)


@pytest.mark.parametrize("entry", [*CDNS, *PROXIES], ids=lambda entry: entry.name)
def test_every_entry_has_evidence_and_stands_in_the_documentation(entry: Any) -> None:
    assert len(entry.evidence) > 20
    assert f"| `{entry.name}` | {entry.evidence} |" in DEDUPE.replace("\\|", "|")


def test_the_documentation_names_no_other() -> None:
    assert re.findall(r"^\| `([\w-]+)` \|", DEDUPE, re.MULTILINE) == NAMES


@pytest.mark.parametrize("entry", CDNS, ids=lambda entry: entry.name)
def test_every_entry_is_used_by_a_pair(entry: Any) -> None:
    """Without the entry, some pair would not fold or not be ordered."""
    parts = [re.compile(r"^https?://([^/?#]*)").match(unwrapped(url)) for _, *urls in SAME for url in urls]
    hosts = {part[1].lower() for part in parts if part}
    assert any(entry.hosts.fullmatch(host) for host in hosts)
    assert not entry.sign or any(entry.sign in url for _, *urls in SAME for url in urls)


HOSTILE = [
    "",
    " ",
    "http://",
    "https://?",
    "http://[::1",
    "http://[::1]:99999999999/a.jpg",
    "https://user:pass@img.example.com:-1/a.jpg",
    "https://img.example.com/%",
    "https://img.example.com/%zz%E5%9B",
    "https://img.example.com/\ud800.jpg",
    "https://\ud800.example/a.jpg",
    "https://" + "图" * 300 + ".example/a.jpg",
    "https://xn--.example/a.jpg",
    "https://img..example./a.jpg",
    "https://img.example.com/" + "../" * 2000 + "a.jpg",
    "https://img.example.com/?" + "&" * 5000,
    "https://img.example.com/a.jpg?" + "url=" * 2000,
    "https://p.example/?url=javascript:alert(1)",
    "https://p.example/?url=javascript%3Aalert(1)%2F%2Fhttp%3A%2F%2Fx.jpg",
    "https://wsrv.nl/?url=javascript:alert(1)/x.jpg",
    "https://wsrv.nl/?url=",
    "https://i0.wp.com/",
    "https://p.example/?url=data:text/html,http://x.example/a.jpg",
    "https://p.example/?" * 1000 + "https://img.example.com/a.jpg",
    "https://p.example/?url=https://p.example/?url=" * 150,
    "https://img.example.com/" + LONG,
    "https://p.example/?https://" + LONG,
    LONG,
    "data:image/png;base64," + LONG,
]


@pytest.mark.parametrize("url", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_urls_cost_nothing(url: str) -> None:
    found = variant_of(url)
    assert found == variant_of(url) and isinstance(found.identity, str) and found.size >= 0
    assert "javascript" not in unwrapped(url).partition("?")[0]


def test_many_hosts_are_not_all_remembered() -> None:
    """Neither hosts nor URLs of an archive may fill the memory."""
    for number in range(20_000):
        variant_of(f"https://{number}.example/{number}.jpg")
    from crawler.images.identity import _cdns_of, _remembered

    assert _cdns_of.cache_info().currsize <= 4096 and _remembered.cache_info().currsize <= 2048


URLS = st.one_of(
    st.text(max_size=200),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["http://", "https://", "//", "https://p.example/?url=", "https://wsrv.nl/?url="]),
        st.sampled_from(
            ["n.sinaimg.cn", "wx1.sinaimg.cn", "mmbiz.qpic.cn", "i0.wp.com", "x.aliyuncs.com", "p3.pstatp.com", "图.cn"]
        ),
        st.text("/ab09_-.!@~%:,?&=#wxh图", max_size=60),
        st.sampled_from(["", ".jpg", "?x-oss-process=image/resize,w_1", "/640?wx_fmt=png", "~noop.image", "?imageView2/2/w/1"]),
    ),
)


@given(URLS)
@example("https://p.example/?url=https%3A%2F%2Fp.example%2F%3Furl%3Dx.jpg")
def test_any_string_has_an_identity(url: str) -> None:
    found = variant_of(url)
    assert found.size >= 0
    assert identity(unwrapped(url)) == found.identity
    if is_web_url(url):
        assert is_web_url(unwrapped(url))


@given(URLS)
def test_identity_does_not_depend_on_scheme_and_fragment(url: str) -> None:
    if url.startswith("https://") and "#" not in url and ":" not in url[8:].partition("/")[0] and len(url) > 8:
        assert identity("http" + url[5:]) == identity(url) == identity(url + "#x")


@pytest.mark.parametrize(
    ("attribute", "urls"),
    [
        ("", []),
        (",", []),
        ("a.jpg", ["a.jpg"]),
        ("a.jpg 1x, b.jpg 2x", ["b.jpg", "a.jpg"]),
        ("a.jpg 300w,b.jpg 1024w , c.jpg 768w 512h", ["b.jpg", "c.jpg", "a.jpg"]),
        ("https://x.example/c_fill,w_1/a.jpg 2x, b.jpg", ["https://x.example/c_fill,w_1/a.jpg", "b.jpg"]),
        ("a.jpg, b.jpg", ["a.jpg", "b.jpg"]),
        ("a.jpg 300h, b.jpg 600h", ["b.jpg", "a.jpg"]),
        ("a.jpg 1.2.3x, b.jpg 1x", ["b.jpg", "a.jpg"]),
        ("a.jpg 9q, b.jpg 2x", []),
        ("a.jpg " * 20_000, []),
    ],
)
def test_srcset(attribute: str, urls: list[str]) -> None:
    assert srcset(attribute) == urls


@given(st.text(" ,.abx12w%/", max_size=300))
def test_any_srcset_is_read(attribute: str) -> None:
    assert all(url and not re.search(r"\s", url) for url in srcset(attribute))


def test_the_pairs_are_not_copied_from_pages() -> None:
    """A reminder that IDs are made up: none of the fixtures' pictures stands in the table."""
    fixtures = " ".join(page.read_text("utf-8") for page in Path(ROOT, "fixtures").glob("*/*.txt"))
    names = {url.rpartition("/")[2] for _, *urls in PAIRS for url in urls if len(url.rpartition("/")[2]) > 30}
    assert not [name for name in names if name in fixtures]
