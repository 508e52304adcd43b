"""Decides which texts are one story: pure functions over texts and items, independent of stores and crawlers.

Two texts are candidates if their fingerprints share a band, and one story if :func:`is_same_story` says so of their normal forms.
``benchmarks/duplicates.py`` measures how well this works; ``docs/stories.md`` has the results.
"""

from crawler.stories.candidates import MOST_ALIKE, Candidates, find_candidates
from crawler.stories.compared import Compared, PageRecord, page_record
from crawler.stories.differences import Differences, changes_of, differences, original_of
from crawler.stories.fingerprint import BANDS, Fingerprint, fingerprint
from crawler.stories.grouping import CORPUS, Member, Rank, clusters, earliest, in_order, kept_of, rank_of
from crawler.stories.normal_form import normal_form, story_text
from crawler.stories.paragraphs import Change, paragraph_diff
from crawler.stories.resemblance import resembles
from crawler.stories.signatures import (
    SIGNATURE,
    Bands,
    Places,
    Signatures,
    SignedRows,
    SignedTexts,
    Sketches,
    likeness,
    signatures_of,
)
from crawler.stories.told import (
    MOST_NUMBERS,
    Told,
    are_of_other_numbers,
    are_other_notices,
    fingerprint_of,
    is_same_told,
    may_be_copies,
    notice_numbers,
    told_of,
)
from crawler.stories.verification import is_about_another, is_same_story
from crawler.stories.wording import Part, excerpt, wording

__all__ = [
    "BANDS",
    "CORPUS",
    "MOST_ALIKE",
    "MOST_NUMBERS",
    "SIGNATURE",
    "Bands",
    "Candidates",
    "Change",
    "Compared",
    "Differences",
    "Fingerprint",
    "Member",
    "PageRecord",
    "Part",
    "Places",
    "Rank",
    "Signatures",
    "SignedRows",
    "SignedTexts",
    "Sketches",
    "Told",
    "are_of_other_numbers",
    "are_other_notices",
    "changes_of",
    "clusters",
    "differences",
    "earliest",
    "excerpt",
    "find_candidates",
    "fingerprint",
    "fingerprint_of",
    "in_order",
    "is_about_another",
    "is_same_story",
    "is_same_told",
    "kept_of",
    "likeness",
    "may_be_copies",
    "normal_form",
    "notice_numbers",
    "original_of",
    "page_record",
    "paragraph_diff",
    "rank_of",
    "resembles",
    "signatures_of",
    "story_text",
    "told_of",
    "wording",
]
