"""Encodes documents with `tokenizers`: TOKENIZER.json DOCUMENTS.json (a list of texts).

Prints the size of the vocabulary, the ids of an empty sequence with what the template puts around it,
and the ids of every document without that.
"""

import json
import sys

from tokenizers import Tokenizer

tokenizer = Tokenizer.from_file(sys.argv[1])
documents = json.load(open(sys.argv[2], encoding="utf-8"))
encodings = tokenizer.encode_batch(documents, add_special_tokens=False)
json.dump(
    {
        "vocabulary_size": tokenizer.get_vocab_size(),
        "around": tokenizer.encode("").ids,
        "ids": [encoding.ids for encoding in encodings],
    },
    sys.stdout,
)
