"""How the marks within a line are printed where there is nothing but text."""

from collections.abc import Callable

SUPERSCRIPTS = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ",
        strict=True,
    )
)
SUBSCRIPTS = dict(zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
"""Characters with their raised and lowered forms (Unicode 15.1, decompositions ``<super>`` and ``<sub>`` of letters that fonts
have). Written out, as Python's own table grows with its version."""
SHIFTED = frozenset(SUPERSCRIPTS.values()) | frozenset(SUBSCRIPTS.values())
SHAPELESS = frozenset("°′″‴®℠™ªº*\xad\u200b\u200c\u200d\u2060\ufeff")
"""Characters that stand high by themselves, or show nothing: they are left as they are."""

BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］", "【": "】", "〔": "〕"}


def raised(text: str) -> str:
    """A superscript: in raised forms (2 is ²) where every character has one, else ``^(…)``. White space around it stays."""
    return _around(text, lambda word: _shifted(word, SUPERSCRIPTS, "^"))


def lowered(text: str) -> str:
    """A subscript: in lowered forms (2 is ₂) where every character has one, else ``_(…)``. White space around it stays."""
    return _around(text, lambda word: _shifted(word, SUBSCRIPTS, "_"))


def reading(text: str) -> str:
    """The reading above a word (``rt``), in brackets, as browsers without ruby print it."""
    return _around(text, lambda word: word if BRACKETS.get(word[0]) == word[-1] else f"({word})")


def nothing(text: str) -> str:
    """What is struck out does not count, were it not white space."""
    return text if text.isspace() else ""


PRINTED: dict[str, Callable[[str], str]] = {"sup": raised, "sub": lowered, "rt": reading, "del": nothing}
"""How the text of an inline element is printed, where not as it is."""


def _around(text: str, printed: Callable[[str], str]) -> str:
    word = text.strip()
    if not word:
        return text
    start = text.index(word)
    return f"{text[:start]}{printed(word)}{text[start + len(word) :]}"


def _shifted(word: str, forms: dict[str, str], sign: str) -> str:
    if SHIFTED.issuperset(word):
        return word  # 3⁴ would be 34 if a part of it were shifted again, but ² by itself is what it should be
    shifted = [char if char in SHAPELESS else forms.get(char, "") for char in word]
    return "".join(shifted) if all(shifted) else f"{sign}({word})"
