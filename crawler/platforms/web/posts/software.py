"""Detects which software a forum runs."""

import re

from crawler.content.patterns import regex
from crawler.content.words import Words

_TOP = 60_000  # characters in which the head of a page stands
_META = regex(r"<meta\b[^>]{0,300}>", re.IGNORECASE)
_CONTENT = regex(r"""content=["']?([^"'>]{1,80})""", re.IGNORECASE)
_GENERATOR = Words("enerator", "ENERATOR")
_NAMED = regex(
    r"(Discourse|vBulletin|XenForo|phpBB|MyBB|Flarum|NodeBB|phpwind|Discuz!|Simple Machines|SMF|Vanilla|Invision Community"
    r"|Woltlab|Kunena|Homeland|Answer|Misago|bbPress|FluxBB|PunBB|YaBB|UBB\.threads)"
    r"(?:[^\dX]{0,12}(X?\d{1,4}(?:\.\d{1,3}){0,3}))?",
    re.IGNORECASE,
)
_SIGNS = (
    ("XenForo", regex(r"<html[^>]{0,300}\sid=[\"']?XF\b|data-xf-|xenforo"), Words('id="XF"', "id='XF'", "data-xf-", "xenforo")),
    (
        "vBulletin",
        regex(r"vbulletin_|/vb5/|vB_Editor|id=[\"']?vb-page-body"),
        Words("vbulletin_", "/vb5/", "vB_Editor", "vb-page-body"),
    ),
    ("Invision Community", regex(r"\bipsLayout_|ipsType_"), Words("ipsLayout_", "ipsType_")),
    ("NodeBB", regex(r"component=[\"']topic[\"']|nodebb"), Words('component="topic', "component='topic", "nodebb")),
    ("Stack Exchange", regex(r"StackExchange\.init|sstatic\.net/"), Words("StackExchange.init", "sstatic.net/")),
    ("Flarum", regex(r"flarum-(?:loading|json-payload|content)|\bflarum\.core\b"), Words("flarum-", "flarum.core")),
    ("MyBB", regex(r"MyBB\.|my_post_key"), Words("MyBB.", "my_post_key")),
    ("Simple Machines", regex(r"smf_theme_url|smf_scripturl"), Words("smf_theme_url", "smf_scripturl")),
    ("bbPress", regex(r"id=[\"']?bbpress-forums"), Words("bbpress-forums")),
    ("Hacker News", regex(r"class=[\"']hnuser[\"']"), Words("hnuser'", 'hnuser"')),
    ("Lobsters", regex(r"class=[\"']?comments_subtree"), Words("comments_subtree")),
    ("Reddit", regex(r"<shreddit-post\b|data-fullname=[\"']?t[13]_"), Words("<shreddit-post", "data-fullname")),
    ("NGA", regex(r"\bcommonui\.(?:userInfo|postArg)\b"), Words("commonui.")),
)
"""For each software, a pattern found in pages that do not name it, and words one of which is in every match."""
_FOOT = 6_000  # characters in which the title of a page stands, or its last line
_POWERED = Words("owered")
_POWERED_BY = regex(
    r"[Pp]owered [Bb]y[\s:：]{0,4}(?:<[^<>]{1,200}>\s{0,4}){0,4}"
    r"(Dvbbs|BBSXP|LeadBBS|PHPWind|Xiuno BBS|phpBB|SMF|MyBB|vBulletin)(?:[^\d<]{0,12}(\d{1,4}(?:\.\d{1,3}){0,3}))?",
    re.IGNORECASE,
)
"""The last line, or the end of the title, of pages that have no other sign."""
_NAMES_IN_BOLD = frozenset(("dvbbs", "bbsxp", "leadbbs", "phpwind"))
"""Software, in lower case, that prints the names of posters in bold, with neither a class nor a link."""


def software_of(source: str) -> str | None:
    """Return the forum software of a page with this ``source``, with its version if given; None if it is not known."""
    if _GENERATOR.any_in(source, _TOP) and (named := _named_in(source[:_TOP])):
        return named
    signs = (name for name, sign, words in _SIGNS if words.any_in(source, _TOP) and sign.search(source, 0, _TOP))
    return next(signs, None) or _powered_by(source[-_FOOT:]) or _powered_by(source[:_FOOT])


def has_names_in_bold(software: str | None) -> bool:
    """Whether a forum with this ``software`` marks the names of posters by nothing but bold type."""
    return software is not None and software.partition(" ")[0].lower() in _NAMES_IN_BOLD


def _named_in(head: str) -> str | None:
    generators = (_CONTENT.search(meta) for meta in _META.findall(head) if "generator" in meta.lower())
    return _versioned(next((found for content in generators if content and (found := _NAMED.match(content[1]))), None))


def _powered_by(end: str) -> str | None:
    return _versioned(_POWERED_BY.search(end)) if _POWERED.any_in(end) else None


def _versioned(named: re.Match[str] | None) -> str | None:
    return None if named is None else f"{named[1]} {named[2]}" if named[2] else named[1]
