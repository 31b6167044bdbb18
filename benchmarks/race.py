"""Races Heddle against its peers, alternating, and prints the tables of benchmarks/README.md.

    python3 benchmarks/race.py mlm --python VENV/bin/python
    python3 benchmarks/race.py clm --python VENV/bin/python
    python3 benchmarks/race.py prepare --python VENV/bin/python
    python3 benchmarks/race.py models --python VENV/bin/python [--device cuda --shapes llama-1b]
    python3 benchmarks/race.py lora --python VENV/bin/python

The virtual environment holds torch, transformers, accelerate, datasets and peft. Nothing else may run on
the machine meanwhile. Ratios are what counts: seconds depend on the machine.
"""

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import zipfile
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
SCRATCH = HOME / "target" / "race"
RECIPE = "configs/quickstart.yaml"
CAUSAL_RECIPE = "configs/clm.yaml"
WARM_UP = 20
MATRIX_PRODUCT = "dev.heddle.benchmarks.MatrixProduct"
MODEL_PASS = "dev.heddle.benchmarks.ModelPass"
LORA_STEP = "dev.heddle.benchmarks.LoraStep"


def run(command, **environment):
    done = subprocess.run(
        [str(word) for word in command],
        cwd=HOME,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        sys.exit(f"{command} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done


def last_json(done):
    return json.loads(done.stdout.strip().splitlines()[-1])


def unpack_corpus():
    """The quickstart's sources as plain files, which is what the peers read."""
    folder = SCRATCH / "sources"
    if not folder.exists():
        for archive in sorted((HOME / "target" / "quickstart-corpus").glob("*.jar")):
            with zipfile.ZipFile(archive) as jar:
                for name in jar.namelist():
                    if name.endswith(".java") and not name.endswith("-info.java"):
                        target = folder / archive.stem / (name[: -len(".java")] + ".txt")
                        target.parent.mkdir(parents=True, exist_ok=True)
                        target.write_bytes(jar.read(name))
    return folder


def write_paragraphs(folder):
    """Documents of all lengths: the stretches between blank lines, one a JSON line."""
    target = SCRATCH / "paragraphs.jsonl"
    if not target.exists():
        with target.open("w", encoding="utf-8") as lines:
            for file in sorted(folder.rglob("*.txt")):
                text = file.read_text(encoding="utf-8", errors="replace")
                for paragraph in re.split(r"\n\s*\n", text):
                    if len(paragraph) > 20:
                        lines.write(json.dumps({"text": paragraph}) + "\n")
    return target


def data_of(corpus):
    near = "dataset.deduplicate.near=false"
    if corpus == "pieces of 128 tokens":
        return ["dataset.val_size=0", near]
    paragraphs = write_paragraphs(unpack_corpus())
    cleaning = ["dataset.strip_licence_headers=false", "dataset.drop_generated=false"]
    paths = [f"dataset.path={paragraphs}", "dataset.format=jsonl", "dataset.include=[]", "dataset.exclude=[]"]
    return paths + cleaning + ["dataset.val_size=0", "dataset.split_by=document", near]


def train_heddle(data, steps, output, recipe=RECIPE):
    shutil.rmtree(output, ignore_errors=True)
    overrides = [
        f"output_dir={output}",
        f"trainer.max_steps={steps}",
        "trainer.logging_steps=10",
        "trainer.eval_strategy=no",
        "trainer.save_strategy=no",
        "trainer.lr_scheduler_type=constant",
    ]
    run(["./heddle", "train", recipe, *overrides, *data])
    entries = [json.loads(line) for line in (output / "trainer_log.jsonl").read_text().splitlines()]
    measured = [entry for entry in entries if entry["current_steps"] > WARM_UP and "throughput" in entry]
    seconds = sum(10 * entry["perf/step_seconds"] for entry in measured)
    first = next(entry for entry in entries if entry["current_steps"] == WARM_UP)
    waits = sum(10 * entry["perf/data_wait_seconds"] for entry in measured)
    tokens = measured[-1]["total_tokens"] - first["total_tokens"]
    return {"tokens_per_second": tokens / seconds, "padding": 0.0, "data_wait": waits / seconds}


def prepared_folder(output, data, recipe=RECIPE):
    done = run(["./heddle", "prepare", recipe, f"output_dir={output}", *data])
    return last_json(done)["prepared_path"].removeprefix("file:").replace("//", "/")


def train_peer(python, model, prepared, steps, tokens_per_step, *options):
    command = [python, "benchmarks/peers/trainer_mlm.py", "--model", model, "--prepared", prepared]
    command += ["--tokens-per-step", tokens_per_step, "--steps", steps, "--warm-up", WARM_UP, *options]
    return last_json(run(command))


def flops_per_token(config, length, masked):
    """Forward and backward: 6 a weight and token, attention, and the head at masked positions only."""
    width, inner = config["hidden_size"], config["intermediate_size"]
    layer = 4 * width * width + 3 * width * inner
    attention = 2 * length * width
    head = masked * (width * width + width * config["vocab_size"])
    return 6 * (config["num_hidden_layers"] * (layer + attention) + head)


def matrix_product_rate(threads):
    done = run(
        ["java", "-cp", job_class_path(), MATRIX_PRODUCT, threads],
        DJL_OFFLINE="true",
        OPT_OUT_TRACKING="true",
    )
    return float(done.stdout.split()[-1])


def build_benchmarks():
    run(["mvn", "-q", "-B", "-Dmaven.test.skip=true", "-pl", "benchmarks", "-am", "package"])


def race_mlm(options):
    build_benchmarks()
    peers = {
        "Hugging Face `Trainer`": [],
        "… `group_by_length`": ["--sampling", "group_by_length"],
        "… `group_by_length`, `sparse_prediction`": ["--sampling", "group_by_length", "--sparse"],
    }
    for corpus in ["pieces of 128 tokens", "paragraphs of all lengths"]:
        data = data_of(corpus)
        base = SCRATCH / "base"
        train_heddle(data, WARM_UP + 10, base)
        prepared = prepared_folder(base, data)
        config = json.loads((base / "config.json").read_text())
        rates = {name: [] for name in ["Heddle", *peers]}
        padding, products = {}, []
        for _ in range(options.rounds):
            products.append(matrix_product_rate(options.threads))
            heddle = train_heddle(data, options.steps, SCRATCH / "run")
            rates["Heddle"].append(heddle["tokens_per_second"])
            padding["Heddle"] = heddle["padding"]
            for name, flags in peers.items():
                peer = train_peer(options.python, base, prepared, options.steps, 2048, *flags)
                rates[name].append(peer["tokens_per_second"])
                padding[name] = peer["padding"]
        print_mlm(corpus, rates, padding, config, max(products), heddle["data_wait"])


def race_clm(options):
    """Full rows: documents end to end, cut where a row is full, so that nobody pads."""
    build_benchmarks()
    data = ["dataset.val_size=0", "dataset.split_by=document", "dataset.deduplicate.near=false"]
    base = SCRATCH / "base-clm"
    train_heddle(data, WARM_UP + 10, base, CAUSAL_RECIPE)
    prepared = prepared_folder(base, data, CAUSAL_RECIPE)
    peer = [options.python, "benchmarks/peers/trainer_clm.py", "--model", base, "--prepared", prepared]
    peer += ["--rows", 16, "--steps", options.steps, "--warm-up", WARM_UP, "--threads", options.threads]
    rates = {"Heddle": [], "Hugging Face `Trainer`": []}
    for _ in range(options.rounds):
        heddle = train_heddle(data, options.steps, SCRATCH / "run-clm", CAUSAL_RECIPE)
        rates["Heddle"].append(heddle["tokens_per_second"])
        rates["Hugging Face `Trainer`"].append(last_json(run(peer))["tokens_per_second"])
    print("\n| | tokens/s | Heddle is |\n|---|---|---|")
    for name, values in rates.items():
        ratio = statistics.median(rates["Heddle"]) / statistics.median(values)
        print(f"| {name} | {statistics.median(values):,.0f} | {ratio:.2f} × |", flush=True)


def print_mlm(corpus, rates, padding, config, product, wait):
    medians = {name: statistics.median(values) for name, values in rates.items()}
    flops = flops_per_token(config, 128, 0.15)
    print(f"\n**{corpus}** (matrix product {product:.0f} GFLOP/s; data wait {wait:.2%} of step time)\n")
    print("| | real tokens/s | Heddle is | padding | of the matrix product |")
    print("|---|---|---|---|---|")
    for name, rate in medians.items():
        share = rate * flops / 1e9 / product
        ratio = medians["Heddle"] / rate
        print(f"| {name} | {rate:,.0f} | {ratio:.2f} × | {padding[name]:.1%} | {share:.0%} |")
    sys.stdout.flush()


def prepare_heddle(sources, tokenizer, output):
    shutil.rmtree(output, ignore_errors=True)
    done = run(
        [
            "./heddle",
            "prepare",
            RECIPE,
            f"output_dir={output}/run",
            f"dataset.path={sources}",
            "dataset.format=text",
            "dataset.include=[]",
            "dataset.exclude=[]",
            "dataset.strip_licence_headers=false",
            "dataset.drop_generated=false",
            "dataset.val_size=0",
            "dataset.split_by=document",
            "dataset.deduplicate.near=false",
            f"dataset.prepared_path={output}/shards",
            f"tokenizer.path={tokenizer}/tokenizer.json",
        ]
    )
    return float(re.search(r"([\d.,]+) MB/s", done.stderr).group(1).replace(",", ""))


def race_prepare(options):
    sources = unpack_corpus()
    base = SCRATCH / "base"
    train_heddle(data_of("pieces of 128 tokens"), WARM_UP + 10, base)
    rates = {"Heddle `prepare`": [], "`datasets` + `tokenizers`": []}
    peer = [options.python, "benchmarks/peers/prepare_datasets.py", "--corpus", sources]
    for _ in range(options.rounds):
        rates["Heddle `prepare`"].append(prepare_heddle(sources, base, SCRATCH / "prepared"))
        done = run([*peer, "--tokenizer", base, "--processes", options.threads])
        rates["`datasets` + `tokenizers`"].append(last_json(done)["mb_per_second"])
    print("\n| | MB/s | Heddle is |\n|---|---|---|")
    for name, values in rates.items():
        ratio = statistics.median(rates["Heddle `prepare`"]) / statistics.median(values)
        print(f"| {name} | {statistics.median(values):.2f} | {ratio:.2f} × |")


# What ./heddle exports for every run, and Python's users do not.
ALLOCATOR = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_TOP_PAD_": "67108864",
    "MALLOC_MMAP_THRESHOLD_": "4294967296",
    "MALLOC_TRIM_THRESHOLD_": "4294967296",
}


class PassServer:
    """A process that runs passes on request, so that contestants alternate within one run."""

    def __init__(self, command):
        environment = {**os.environ, "DJL_OFFLINE": "true", "OPT_OUT_TRACKING": "true"}
        if command[0] == "java":
            environment.update(ALLOCATOR)
        self.process = subprocess.Popen(
            [str(word) for word in command], cwd=HOME, env=environment, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(self, lengths, backward=True):
        return self.ask({"lengths": lengths, "backward": backward})

    def ask(self, request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def job_class_path():
    jars = (HOME / "spark-jobs/target/classpath/job.txt").read_text()
    spark = (HOME / "spark-jobs/target/classpath/spark.txt").read_text()
    return f"{HOME / 'benchmarks' / 'target' / 'classes'}:{jars}:{spark}"


def varied(longest, tokens):
    """Lengths of real texts: most are short. The same in every run."""
    draw = random.Random(longest)
    lengths = []
    while sum(lengths) < tokens:
        lengths.append(max(4, min(longest, int(draw.lognormvariate(0, 0.9) * longest / 4))))
    return sorted(lengths)


def race_models(options):
    build_benchmarks()
    print("| model | lengths | pass | Heddle, tokens/s | transformers, tokens/s | Heddle is | losses differ by |")
    print("|---|---|---|---|---|---|---|")
    for shape in options.shapes:
        folder = SCRATCH / shape
        if not folder.exists():
            run([options.python, "benchmarks/peers/make_model.py", shape, folder])
        precision = ["fp32", "float32"] if options.device == "cpu" else ["bf16", "bfloat16"]
        ours = PassServer(
            ["java", "-cp", job_class_path(), MODEL_PASS, folder, options.threads, options.device, precision[0]])
        peer = PassServer(
            [options.python, "benchmarks/peers/model_pass.py", folder, "--threads", options.threads, "--device",
             options.device, "--dtype", precision[1], *(["--compile"] if options.compile else [])])
        for longest in options.lengths:
            full = [longest] * (options.tokens // longest)
            race_passes(shape, f"{len(full)} × {longest}", full, ours, peer, options)
            race_passes(shape, f"up to {longest}", varied(longest, options.tokens), ours, peer, options)
        ours.close()
        peer.close()


def race_passes(shape, title, lengths, ours, peer, options):
    for backward, name in ((False, "forward"), (True, "and backward")):
        seconds = {"ours": [], "peer": []}
        for number in range(options.rounds + 1):
            a, b = ours.run(lengths, backward), peer.run(lengths, backward)
            if number > 0:  # the first pass warms up
                seconds["ours"].append(a["seconds"])
                seconds["peer"].append(b["seconds"])
        mine, theirs = (sum(lengths) / statistics.median(seconds[who]) for who in ("ours", "peer"))
        gap = abs(a["loss"] - b["loss"]) / abs(b["loss"])
        print(f"| {shape} | {title} | {name} | {mine:,.0f} | {theirs:,.0f} | {mine / theirs:.2f} × | {gap:.0e} |", flush=True)


ADAPTERS = {
    "LoRA of q, v": ["--targets", "q_proj", "v_proj"],
    "LoRA of all linear": ["--targets", "all-linear"],
    "DoRA of all linear": ["--targets", "all-linear", "--dora"],
}


def race_lora(options):
    """Both sides train the same adapter on the same model from the same start; the last losses tell that they did."""
    build_benchmarks()
    lines = []
    for shape in [shape for shape in options.shapes if shape.startswith("llama")]:
        folder = SCRATCH / shape
        if not folder.exists():
            run([options.python, "benchmarks/peers/make_model.py", shape, folder])
        for number, (title, flags) in enumerate(ADAPTERS.items()):
            adapter = SCRATCH / f"{shape}-adapter-{number}"
            if not adapter.exists():
                run([options.python, "benchmarks/peers/lora_step.py", folder, adapter, "--make", *flags])
            for longest in options.lengths:
                lengths = [longest] * (options.tokens // longest)
                lines.append(race_adapter(f"{shape}, {title}", lengths, folder, adapter, options))
    print("| model | batch | Heddle, tokens/s | PEFT, tokens/s | Heddle is | peak MiB | PEFT's | last losses differ by |")
    print("|---|---|---|---|---|---|---|---|")
    print("\n".join(lines))


def race_adapter(title, lengths, folder, adapter, options):
    ours = PassServer(["java", "-Xmx256m", "-cp", job_class_path(), LORA_STEP, folder, adapter, options.threads])
    peer = PassServer(
        [options.python, "benchmarks/peers/lora_step.py", folder, adapter, "--threads", options.threads])
    seconds = {"ours": [], "peer": []}
    for number in range(options.rounds + 1):
        a, b = ours.run(lengths), peer.run(lengths)
        if number > 0:  # the first step warms up
            seconds["ours"].append(a["seconds"])
            seconds["peer"].append(b["seconds"])
    ours.close()
    peer.close()
    mine, theirs = (sum(lengths) / statistics.median(seconds[who]) for who in ("ours", "peer"))
    gap = abs(a["loss"] - b["loss"]) / abs(b["loss"])
    return (
        f"| {title} | {len(lengths)} × {lengths[0]} | {mine:,.0f} | {theirs:,.0f} | {mine / theirs:.2f} × "
        f"| {a['peak_mib']:,.0f} | {b['peak_mib']:,.0f} | {gap:.0e} |"
    )


RACES = {"mlm": race_mlm, "clm": race_clm, "prepare": race_prepare, "models": race_models, "lora": race_lora}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("race", choices=sorted(RACES))
    parser.add_argument("--python", required=True, help="of an environment with the peers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=140)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--shapes", nargs="+", default=["bert-base", "llama-12"])
    parser.add_argument("--lengths", nargs="+", type=int, default=[128, 512, 2048])
    parser.add_argument("--tokens", type=int, default=4096, help="of a pass")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--compile", action="store_true", help="compile the peer's model")
    options = parser.parse_args()
    SCRATCH.mkdir(parents=True, exist_ok=True)
    RACES[options.race](options)


if __name__ == "__main__":
    main()
