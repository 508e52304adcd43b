"""Hides what the style sheets in a page hide: noise against copying, hidden links, boxes that never open."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice

from lxml.etree import XPath, _Element

from crawler.content.html.pictures import PICTURES
from crawler.content.html.style_sheets import Hiding, Rule, names_of
from crawler.content.html.traits import OF_WORDS
from crawler.content.html.vocabulary import UNREAD
from crawler.content.patterns import regex

_SIGNS = ("<style", "<STYLE")
_LARGE = 65_536
"""Characters. Sheets of more are those of whole sites, most of whose rules are for other pages and for scripts."""
_SCREENS = ("", "all", "screen")
_ELSEWHERE = frozenset({"noscript", "svg", "template"})
"""Elements in which a style sheet is for readers without scripts, or for a drawing."""
_NEVER = frozenset({"html", "head", "body", "picture", "source", "input", "option", *UNREAD, *PICTURES})
_CLASSES, _IDS = (XPath(f"//@{name}", smart_strings=False) for name in ("class", "id"))
_MOST_ALIKE, _MOST_TRIED = 4, 2000
"""Selectors with the same name, and elements with such a name, that are looked at."""
_LITTLE = 60
"""Letters. More of them, and pictures, stay, as a script may be meant to show them, unless they would stand above the page."""
_FEW, _MANY = 100, 1000
"""Elements inside one with a little text, and inside one above the page."""
_LEAST_OF = 4
"""What a selector hides is at most one of so many parts of what the page says."""
_WORD = regex(r"[\w-]+")
_TELLING = ("on", "data-", "aria-", "for")


def hide_styled(root: _Element, source: str) -> None:
    """Give the elements of a page that its own style sheets hide a style that does so; ``source`` is searched for sheets first.

    What another rule or a script may show again stays as it is, and so does what is long or most of what the page says.
    """
    if not any(sign in source for sign in _SIGNS):
        return
    sheets = list(_sheets(root))
    if sum(map(len, sheets)) <= _LARGE and (rules := [rule for sheet in sheets for rule in Rule.all_in(sheet)]):
        _Styled(root, rules).hide()


def _sheets(root: _Element) -> Iterator[str]:
    for element in root.iter("style"):
        is_for_screens = (element.get("media") or "").strip().lower() in _SCREENS
        if element.text and is_for_screens and _ELSEWHERE.isdisjoint(each.tag for each in element.iterancestors()):
            yield element.text


class _Styled:
    """A page and the rules of its style sheets."""

    def __init__(self, root: _Element, rules: list[Rule]) -> None:
        self.root, self.rules = root, rules

    def hide(self) -> None:
        hidden = [each for each in self._found() if not self._may_be_shown(*each)]
        said = Counter[Hiding]()
        for element, rule in hidden:
            said[rule] += _letters(element)
        most = _letters(self.root) / _LEAST_OF if hidden else 0
        for element, rule in hidden:
            if said[rule] <= most:
                style = "display:none" if rule.hides_all else "visibility:hidden"
                element.set("style", f"{style};{element.get('style', '')}")

    def _may_be_shown(self, element: _Element, rule: Hiding) -> bool:
        """Whether another rule or a script may show an element, or has too much to show."""
        names = names_of(element)
        if not (_has_at_most(_MANY, element) if names & self._fixed else _is_little(element)):
            return True
        by_rules = self._displayed if rule.hides_all else self._displayed | self._changed
        return bool(names & by_rules) or any(name[1:].lower() in self._words for name in names)

    def _found(self) -> Iterator[tuple[_Element, Hiding]]:
        """Yield elements that a rule hides, with it."""
        hiding: dict[str, list[Hiding]] = {}
        for selector in (each for rule in self.rules for each in rule.hiding()):
            hiding.setdefault(selector.name, []).append(selector)
        if not hiding or hiding.keys().isdisjoint(self._names()):
            return
        left = _MOST_TRIED
        for element in self.root.iter():
            if element.tag in _NEVER or not isinstance(element.tag, str):
                continue
            selectors = [each for name in names_of(element) for each in hiding.get(name, ())[:_MOST_ALIKE]]
            if selectors and left:
                left -= 1
                if fitting := [each for each in selectors if each.fits(element) and _may_hide(element, each)]:
                    yield element, fitting[0]

    def _names(self) -> Iterator[str]:
        """Yield the names of all elements."""
        for sign, values in ((".", _CLASSES(self.root)), ("#", _IDS(self.root))):
            yield from (f"{sign}{name}" for value in values for name in str(value).split())

    @cached_property
    def _displayed(self) -> frozenset[str]:
        return self._subjects(Rule.shows)

    @cached_property
    def _changed(self) -> frozenset[str]:
        return self._subjects(Rule.changes)

    @cached_property
    def _fixed(self) -> frozenset[str]:
        return self._subjects(Rule.fixes)

    def _subjects(self, are: Callable[[Rule], bool]) -> frozenset[str]:
        return frozenset(name for rule in self.rules if are(rule) for name in rule.subjects())

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words in the scripts of the page, and in attributes that say what its elements do with others."""
        said = [script.text or "" for script in self.root.iter("script")]
        for element in self.root.iter():
            for name, value in element.items():
                if name.startswith(_TELLING) or (name == "href" and value.startswith("#")):
                    said.append(value)
        return frozenset(_WORD.findall("\n".join(said).lower()))


def _may_hide(element: _Element, rule: Hiding) -> bool:
    """Whether a rule may hide an element: not against its own style, nor words that may be about to appear."""
    style = element.get("style") or ""
    if "display" in style or "visibility" in style:
        return False
    return rule.hides_all or (element.tag in OF_WORDS and element.tag != "p" and len(element) == 0)


def _is_little(element: _Element) -> bool:
    """Whether there are no pictures in an element, and few words that are no link."""
    return _has_at_most(_FEW, element) and next(element.iter(*PICTURES), None) is None and _letters(element) <= _LITTLE


def _has_at_most(most: int, element: _Element) -> bool:
    return next(islice(element.iter(), most, None), None) is None


def _letters(element: _Element) -> int:
    """How many letters there are in an element, but not in links."""
    count, linked = 0, set[_Element]()
    for each in element.iter():
        is_beside_link = each is element or each.getparent() not in linked
        if each.tag == "a" or not is_beside_link:
            linked.add(each)
        elif each.text and isinstance(each.tag, str) and each.tag not in UNREAD:
            count += len(each.text.strip())
        if each.tail and each is not element and is_beside_link:
            count += len(each.tail.strip())
    return count
