"""Converts MathML to TeX."""

from collections.abc import Callable

from lxml.etree import _Element

from crawler.content.patterns import regex

_OPERATORS = r"""
× \times ÷ \div ± \pm ∓ \mp ⋅ \cdot · \cdot ∗ * − - ∑ \sum ∏ \prod ∫ \int ∞ \infty ≤ \le ≥ \ge ≠ \ne ≈ \approx ≡ \equiv → \to
⇒ \Rightarrow ⇔ \Leftrightarrow ∈ \in ∉ \notin ⊂ \subset ⊆ \subseteq ∪ \cup ∩ \cap ∀ \forall ∃ \exists ∂ \partial ∇ \nabla √ \surd
{ \{ } \} % \% # \# & \& $ \$ _ \_ \ \backslash
"""
_GREEK = """
α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho σ sigma τ tau
υ upsilon φ varphi χ chi ψ psi ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega ϵ epsilon
ϕ phi ϑ vartheta ϱ varrho
"""
_FUNCTIONS = "sin cos tan cot sec csc log ln exp lim max min sup inf det gcd arcsin arccos arctan sinh cosh tanh mod"


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


COMMANDS = (
    _pairs(_OPERATORS)
    | {letter: f"\\{name}" for letter, name in _pairs(_GREEK).items()}
    | dict.fromkeys("\u2061\u2062\u2063", "")
)
FUNCTIONS = frozenset(_FUNCTIONS.split())
ACCENTS = _pairs(r"¯ \overline ‾ \overline \to \vec ^ \hat ˆ \hat ˙ \dot ~ \tilde \_ \underline")
COMMAND = regex(r"\\[A-Za-z]{1,20}")
BIG = frozenset({r"\sum", r"\prod", r"\int", r"\lim"})
DEEPEST = 60
"""Nesting depth; deeper elements are reduced to their text."""


def tex_of_mathml(element: _Element, depth: int = 0) -> str:
    """The presentation MathML in ``element`` as TeX; elements without a form of their own are replaced by their content.

    Covers the elements of MathML Core: rows, fractions, scripts, roots, fences and tables. Annotations and empty places are left
    out.
    """
    tag = _name(element)
    if depth > DEEPEST or not len(element):
        return _token(tag, "".join(element.itertext()))
    parts = [_token("", element.text or "")]
    for child in element:
        if _name(child) not in ("", "annotation", "annotation-xml", "mphantom"):
            parts.append(tex_of_mathml(child, depth + 1))
        parts.append(_token("", child.tail or ""))
    parts = list(filter(None, parts))
    form = FORMS.get(tag)
    return form(parts) if form and len(parts) >= ARGUMENTS.get(tag, 1) else _row(parts)


def _name(element: _Element) -> str:
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


def _token(tag: str, text: str) -> str:
    text = " ".join(text.split())
    if tag in ("mtext", "ms"):
        return f"\\text{{{text}}}" if text else ""
    if tag == "mi" and len(text) > 1 and text.isascii() and text.isalpha():
        return f"\\{text}" if text in FUNCTIONS else f"\\mathrm{{{text}}}"
    return _row([COMMANDS.get(char, char) for char in text])


def _row(parts: list[str]) -> str:
    """``parts`` concatenated, with a space between a command and a following letter."""
    row = ""
    for part in parts:
        row += f" {part}" if part[:1].isalnum() and _ends_with_command(row) else part
    return row


def _ends_with_command(tex: str) -> bool:
    letters = len(tex) - len(tex.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return letters > 0 and tex[: len(tex) - letters].endswith("\\")


def _base(part: str) -> str:
    return part if len(part) == 1 or part.isdecimal() or COMMAND.fullmatch(part) else f"{{{part}}}"


def _scripts(lower: int | None, upper: int | None) -> Callable[[list[str]], str]:
    def form(parts: list[str]) -> str:
        low = f"_{{{parts[lower]}}}" if lower else ""
        high = f"^{{{parts[upper]}}}" if upper else ""
        return f"{_base(parts[0])}{low}{high}"

    return form


def _over(parts: list[str]) -> str:
    accent = ACCENTS.get(parts[1])
    if accent:
        return f"{accent}{{{parts[0]}}}"
    return _scripts(None, 1)(parts) if parts[0] in BIG else f"\\overset{{{parts[1]}}}{{{parts[0]}}}"


FORMS: dict[str, Callable[[list[str]], str]] = {
    "mfrac": lambda parts: f"\\frac{{{parts[0]}}}{{{parts[1]}}}",
    "msup": _scripts(None, 1),
    "msub": _scripts(1, None),
    "msubsup": _scripts(1, 2),
    "munderover": _scripts(1, 2),
    "munder": lambda parts: _scripts(1, None)(parts) if parts[0] in BIG else f"\\underset{{{parts[1]}}}{{{parts[0]}}}",
    "mover": _over,
    "msqrt": lambda parts: f"\\sqrt{{{_row(parts)}}}",
    "mroot": lambda parts: f"\\sqrt[{parts[1]}]{{{parts[0]}}}",
    "mfenced": lambda parts: f"({','.join(parts)})",
    "mtable": lambda parts: "\\begin{matrix}" + " \\\\ ".join(parts) + "\\end{matrix}",
    "mtr": " & ".join,
    "mlabeledtr": " & ".join,
}
ARGUMENTS = {"mfrac": 2, "msup": 2, "msub": 2, "msubsup": 3, "munderover": 3, "munder": 2, "mover": 2, "mroot": 2}
"""The number of children that a form requires; an element with fewer is replaced by its content."""
