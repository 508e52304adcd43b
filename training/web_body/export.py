"""Convert CatBoost's trees to the package's format."""

import json
import tempfile
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier

from crawler.platforms.web.finder.weights import Trees


def trees_of(model: CatBoostClassifier) -> Trees:
    """The trees of ``model``; shallower trees are padded with tests whether a number is above infinity."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "model.json")
        model.save_model(str(file), format="json")
        said = json.loads(file.read_text())
    features = said["features_info"]["float_features"]
    flat = [feature["flat_feature_index"] for feature in features]
    trees = said["oblivious_trees"]
    depth = max(len(tree["splits"]) for tree in trees)
    columns, borders = np.zeros((depth, len(trees)), np.int64), np.full((depth, len(trees)), np.inf, np.float32)
    leaves = np.zeros((len(trees), 1 << depth), np.float32)
    for number, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"]):
            columns[level, number], borders[level, number] = flat[split["float_feature_index"]], split["border"]
        leaves[number, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, (bias, *_) = said["scale_and_bias"]
    return Trees(columns, borders, leaves * scale, bias)
