"""What `heddle prepare` does, with Hugging Face `datasets` and `tokenizers`: prints MB of text per second.

Reads text files, one document a file, tokenises in parallel, cuts into pieces of --length tokens and
writes Parquet. Exact duplicates are removed; near-duplicates are not (`datasets` has nothing for it),
so Heddle is raced with `dataset.deduplicate.near=false`.
"""

import argparse
import hashlib
import json
import os
import tempfile
import time
from pathlib import Path


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", required=True, help="folder of text files")
    parser.add_argument("--tokenizer", required=True, help="folder with tokenizer files")
    parser.add_argument("--length", type=int, default=128)
    parser.add_argument("--processes", type=int, default=2)
    return parser.parse_args()


def main():
    options = arguments()
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false" if options.processes > 1 else "true"
    from datasets import load_dataset
    from transformers import PreTrainedTokenizerFast

    files = sorted(str(path) for path in Path(options.corpus).rglob("*") if path.is_file())
    size = sum(os.path.getsize(file) for file in files)
    tokenizer = PreTrainedTokenizerFast.from_pretrained(options.tokenizer)
    prefix, suffix = [tokenizer.cls_token_id], [tokenizer.sep_token_id]
    room = options.length - len(prefix) - len(suffix)

    def pieces(batch):
        cut = []
        for ids in tokenizer(batch["text"], add_special_tokens=False)["input_ids"]:
            cut.extend(prefix + ids[at : at + room] + suffix for at in range(0, len(ids), room))
        return {"input_ids": cut}

    with tempfile.TemporaryDirectory() as scratch:
        start = time.perf_counter()
        corpus = load_dataset(
            "text", data_files=files, sample_by="document", split="train", cache_dir=scratch
        )
        seen = set()

        def is_new(text):
            digest = hashlib.sha256(text.encode()).digest()
            fresh = digest not in seen
            seen.add(digest)
            return fresh

        corpus = corpus.filter(is_new, input_columns="text")
        tokens = corpus.map(
            pieces, batched=True, num_proc=options.processes, remove_columns=corpus.column_names
        )
        tokens.to_parquet(os.path.join(scratch, "tokens.parquet"))
        seconds = time.perf_counter() - start
    print(json.dumps({"bytes": size, "seconds": seconds, "mb_per_second": size / 1e6 / seconds, "sequences": len(tokens)}))


if __name__ == "__main__":
    main()
