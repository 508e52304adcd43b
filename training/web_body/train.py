#!/usr/bin/env python3
"""Train the finder of page bodies: train.py PAGES.pickle WEIGHTS.npz

PAGES.pickle is the output of `full_pages.py gather`; only its train half is used. Prints out-of-fold F1 by letters.
README.md in this folder describes the pages.
"""

import hashlib
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from catboost import CatBoostClassifier, Pool
from export import trees_of
from pages import Example, examples
from words import counts_by_domain, scores, total

from crawler.platforms.web.finder.blocks import blocks_of
from crawler.platforms.web.finder.first_look import first_look
from crawler.platforms.web.finder.names import Names
from crawler.platforms.web.finder.pages import page_numbers
from crawler.platforms.web.finder.second import second_look

FOLDS = 3
BLOCK_TREES = {"iterations": 160, "depth": 6, "learning_rate": 0.11, "l2_leaf_reg": 6, "rsm": 0.3, "subsample": 0.7}
PAGE_TREES = {"iterations": 60, "depth": 4, "learning_rate": 0.1, "l2_leaf_reg": 6, "rsm": 0.3, "subsample": 0.7}
LISTS = ("listing", "collection")


def fold_of(example: Example) -> int:
    return hashlib.md5(("f" + example.domain).encode(), usedforsecurity=False).digest()[0] % FOLDS


def fit(rows: Any, y: Any, weights: Any, settings: dict[str, Any]) -> CatBoostClassifier:
    model = CatBoostClassifier(
        loss_function="CrossEntropy", border_count=64, bootstrap_type="Bernoulli", random_seed=0, thread_count=1, verbose=0,
        allow_writing_files=False, **settings,
    )  # fmt: skip
    return model.fit(Pool(rows, label=y, weight=weights))


def fit_blocks(pages: Sequence[Example], rows: str) -> CatBoostClassifier:
    def together(of: Callable[[Example], Any]) -> Any:
        return np.concatenate([of(page)[page.chosen] for page in pages])

    return fit(
        together(lambda page: page.rows[rows]), together(lambda page: page.y), together(lambda page: page.weights), BLOCK_TREES
    )


def crossed(pages: Sequence[Example], rows: str, name: str) -> None:
    """Give each page the scores of trees that were trained without its domain."""
    for fold in range(FOLDS):
        model = fit_blocks([page for page in pages if fold_of(page) != fold], rows)
        for page in pages:
            if fold_of(page) == fold:
                page.chances[name] = model.predict_proba(page.rows[rows])[:, 1].astype(np.float32)
    tell(pages, name)


def tell(pages: Sequence[Example], name: str) -> None:
    by_kind = defaultdict(list)
    for page in pages:
        lengths, taken = np.array([len(text) for text in page.texts], float), page.chances[name] > 0.5
        both = float(lengths * taken @ page.y)
        by_kind[page.set, page.kind].append(
            2 * both / max(float(lengths @ taken + lengths @ page.y), 1.0) if page.y.any() else float(not taken.any())
        )
    print(name, *(f"{'/'.join(kind)} {np.mean(f1):.3f}" for kind, f1 in sorted(by_kind.items())), flush=True)


def arrays_of(model: CatBoostClassifier, name: str) -> dict[str, Any]:
    trees = trees_of(model)
    return {f"{name}_columns": trees.columns.astype(np.uint8), f"{name}_borders": trees.borders,
            f"{name}_leaves": trees.leaves.astype(np.float16), f"{name}_bias": np.float32(trees.bias)}  # fmt: skip


def page_models(pages: Sequence[Example]) -> dict[str, CatBoostClassifier]:
    rows = np.concatenate([page_numbers(page.anchors, page.url, page.blocks, page.chances["second"]) for page in pages])
    weights = np.array(
        [1.0 if page.kind in ("article", "forum", "documentation") or page.kind in LISTS else 0.5 for page in pages]
    )
    found = {}
    for name, kinds in (("thread", ("forum",)), ("listing", LISTS)):
        y = np.array([float(page.kind in kinds) for page in pages])
        right = defaultdict(list)
        for fold in range(FOLDS):
            at = np.array([fold_of(page) == fold for page in pages])
            said = fit(rows[~at], y[~at], weights[~at], PAGE_TREES).predict_proba(rows[at])[:, 1] > 0.5
            for page, one in zip([page for page, is_at in zip(pages, at, strict=True) if is_at], said, strict=True):
                right[page.set, page.kind].append(one)
        print(name, *(f"{'/'.join(kind)} {np.mean(one):.3f}" for kind, one in sorted(right.items())), flush=True)
        found[name] = fit(rows, y, weights, PAGE_TREES)
    return found


def main(source: str, target: str) -> None:
    pages = examples(source)
    counts = counts_by_domain(pages)
    sums = total(counts)
    for page in sorted(pages, key=lambda page: page.domain):
        page.blocks = blocks_of(page.seen, Names(scores(sums, counts[page.domain])))
        page.rows["first"] = first_look(page.seen, page.blocks, page.anchors)
    print(
        len(pages), "pages", sum(len(page.y) for page in pages), "blocks", pages[0].rows["first"].shape[1], "numbers", flush=True
    )
    crossed(pages, "first", "first")
    for page in pages:
        page.rows["second"] = np.hstack([page.rows["first"], second_look(page.blocks, page.chances["first"])])
    crossed(pages, "second", "second")
    kept = {"words": np.array(list(words := scores(sums))), "scores": np.array(list(words.values()), np.float16)}
    kept |= arrays_of(fit_blocks(pages, "first"), "first") | arrays_of(fit_blocks(pages, "second"), "second")
    for name, model in page_models(pages).items():
        kept |= arrays_of(model, name)
    np.savez_compressed(target, **kept)


if __name__ == "__main__":
    main(*sys.argv[1:])
