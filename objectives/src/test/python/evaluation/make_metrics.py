"""Writes numbers of scikit-learn and rouge-score for the metrics' tests.

Needs scikit-learn and rouge-score. Run it again only to change the cases:  python make_metrics.py ../../resources/dev/heddle/objectives/evaluation
"""

import json
import random
import sys
from pathlib import Path

from rouge_score import rouge_scorer
from sklearn.metrics import accuracy_score, f1_score

PAIRS = [
    ("the cat sat on the mat", "the cat was on a mat"),
    ("The quick brown fox", "the QUICK, brown—fox!"),
    ("police killed the gunman", "the gunman police killed"),
    ("one two three", ""),
    ("", ""),
    ("...", "!!!"),
    ("don't stop", "dont stop"),
    ("über allen Gipfeln", "uber allen gipfeln"),
    ("snake_case and 3.14", "snake case and 3 14"),
    ("running runs", "run running"),
    ("a b c a b c", "c b a c b a"),
    ("The \u212Aelvin scale", "the kelvin scale"),
]


def drawn(seed):
    draw = random.Random(seed)
    words = ["loom", "warp", "weft", "the", "a", "7", "shed,"]
    return [(" ".join(draw.choices(words, k=draw.randint(1, 40))), " ".join(draw.choices(words, k=draw.randint(1, 40)))) for _ in range(20)]


def rouge():
    scorer = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=False)
    return [
        {"right": right, "written": written, "f": scorer.score(right, written)["rougeL"].fmeasure}
        for right, written in PAIRS + drawn(1)
    ]


CLASSES = list(range(5))


def case(truth, chosen):
    return {
        "truth": truth, "chosen": chosen, "accuracy": accuracy_score(truth, chosen),
        "f1_macro": f1_score(truth, chosen, labels=CLASSES, average="macro", zero_division=0),
        "f1_micro": f1_score(truth, chosen, labels=CLASSES, average="micro", zero_division=0),
    }


def classes():
    draw = random.Random(2)
    cases = [case([0, 0, 1, 2], [0, 1, 1, 1]), case([0, 0], [1, 1]), case([3, 3, 1], [3, 3, 1])]
    for size in (1, 2, 10, 100):
        cases.append(case([draw.randrange(5) for _ in range(size)], [draw.randrange(4) for _ in range(size)]))
    return cases


if __name__ == "__main__":
    content = {"rouge_l": rouge(), "classes": classes()}
    (Path(sys.argv[1]) / "metrics.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
