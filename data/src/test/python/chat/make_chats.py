"""Writes chats.json.gz: tokenizers, chat templates, and the tokens and loss masks of transformers.

    python make_chats.py

Needs transformers; takes its conversations, tokenizers and masks from the scripts of interop/.
"""

import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
INTEROP = HERE.parents[4] / "interop"
TARGET = HERE.parents[1] / "resources/dev/heddle/data/chat/chats.json.gz"
KINDS = ["byte_level", "sentence_piece"]


def run(script, *arguments):
    return subprocess.run(
        [sys.executable, INTEROP / script, *arguments], check=True, capture_output=True, text=True
    ).stdout


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        run("chat_tokenizers.py", folder)
        found = json.loads(run("chat_masks.py", "3", "12", *[folder / kind for kind in KINDS]))
        content = {
            "templates": found["templates"],
            "conversations": found["conversations"],
            "tokenizers": {
                kind: {
                    "tokenizer": (folder / kind / "tokenizer.json").read_text(),
                    "config": (folder / kind / "tokenizer_config.json").read_text(),
                    "chats": found["folders"][str(folder / kind)],
                }
                for kind in KINDS
            },
        }
    with open(TARGET, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as out:
        out.write(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())
    for kind in KINDS:
        for name, chats in content["tokenizers"][kind]["chats"].items():
            print(kind, name, sum(chat is not None for chat in chats), "of", len(chats), "written")


if __name__ == "__main__":
    main()
