"""Plain-text forms of inline markup."""

from collections.abc import Callable

SUPERSCRIPTS = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ",
        strict=True,
    )
)
SUBSCRIPTS = dict(zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
"""Characters with their superscript and subscript forms (Unicode 15.1, decompositions ``<super>`` and ``<sub>`` of letters that
fonts have). Written out, because Python's own table depends on its version."""
SHIFTED = frozenset(SUPERSCRIPTS.values()) | frozenset(SUBSCRIPTS.values())
SHAPELESS = frozenset("°′″‴®℠™ªº*†‡§¶[]\xad\u200b\u200c\u200d\u2060\ufeff")
"""Characters that are high by themselves, or invisible: they are left as they are."""

ORDINALS = frozenset({"st", "nd", "rd", "th"})
MARKS = {"TM": "™", "SM": "℠"}
NOTE_NUMBERS = frozenset(map(chr, (*range(0x2460, 0x2500), *range(0x2776, 0x2794))))
"""Circled and bracketed numbers (①, ⑴, ❶)."""
BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］", "【": "】", "〔": "〕"}


def raised(text: str) -> str:
    """A superscript: in superscript characters (2 is ²) if all characters have one, otherwise ``^(…)``. White space around it is
    kept. Ordinals (21st) and the numbers of notes in brackets are left as they are."""
    return _around(text, _raised)


def _raised(word: str) -> str:
    if word in ORDINALS or NOTE_NUMBERS.issuperset(word) or (word[0] not in "(（" and BRACKETS.get(word[0]) == word[-1]):
        return word
    return MARKS.get(word) or _shifted(word, SUPERSCRIPTS, "^")


def lowered(text: str) -> str:
    """A subscript: in subscript characters (2 is ₂) if all characters have one, otherwise ``_(…)``. Space around it is kept."""
    return _around(text, lambda word: _shifted(word, SUBSCRIPTS, "_"))


def reading(text: str) -> str:
    """The reading above a word (``rt``) in brackets, as browsers without ruby support display it."""
    return _around(text, lambda word: word if BRACKETS.get(word[0]) == word[-1] else f"({word})")


def nothing(text: str) -> str:
    """Struck-out text is dropped, except for white space."""
    return text if text.isspace() else ""


PRINTED: dict[str, Callable[[str], str]] = {"sup": raised, "sub": lowered, "rt": reading, "del": nothing}
"""Plain-text forms of inline elements, if they differ from the text."""


def _around(text: str, printed: Callable[[str], str]) -> str:
    word = text.strip()
    if not word:
        return text
    start = text.index(word)
    return f"{text[:start]}{printed(word)}{text[start + len(word) :]}"


def _shifted(word: str, forms: dict[str, str], sign: str) -> str:
    if SHIFTED.issuperset(word):
        return word  # shifting a part of 3⁴ again would give 34; ² by itself is right already
    shifted = [char if char in SHAPELESS else forms.get(char, "") for char in word]
    return "".join(shifted) if all(shifted) else f"{sign}({word})"
