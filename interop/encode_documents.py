"""Encodes documents with `tokenizers`: TOKENIZER.json DOCUMENTS.json (a list of texts) → a list of id lists."""

import json
import sys

from tokenizers import Tokenizer

tokenizer = Tokenizer.from_file(sys.argv[1])
documents = json.load(open(sys.argv[2], encoding="utf-8"))
encodings = tokenizer.encode_batch(documents, add_special_tokens=False)
json.dump([encoding.ids for encoding in encodings], sys.stdout)
