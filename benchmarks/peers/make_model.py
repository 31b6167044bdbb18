"""Writes a random checkpoint of a given shape, which both sides of a race load."""

import argparse

import torch
from transformers import BertConfig, BertForMaskedLM, LlamaConfig, LlamaForCausalLM

SHAPES = {
    # BERT-base, but for the longest sequence; dropout off, as in evaluation and in Heddle's default.
    "bert-base": lambda: BertForMaskedLM(
        BertConfig(max_position_embeddings=2048, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    ),
    "llama-12": lambda: LlamaForCausalLM(
        LlamaConfig(
            vocab_size=32000, hidden_size=768, intermediate_size=2048, num_hidden_layers=12, num_attention_heads=12,
            num_key_value_heads=4, max_position_embeddings=2048, tie_word_embeddings=True,
        )
    ),
    "llama-1b": lambda: LlamaForCausalLM(
        LlamaConfig(
            vocab_size=32000, hidden_size=2048, intermediate_size=5632, num_hidden_layers=22, num_attention_heads=32,
            num_key_value_heads=4, max_position_embeddings=2048,
        )
    ),
    # One gigabyte of weights, for the memory that loading takes.
    "llama-1g": lambda: LlamaForCausalLM(
        LlamaConfig(
            vocab_size=32000, hidden_size=1024, intermediate_size=2816, num_hidden_layers=16, num_attention_heads=16,
            num_key_value_heads=16, max_position_embeddings=2048,
        )
    ),
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shape", choices=sorted(SHAPES))
    parser.add_argument("folder")
    options = parser.parse_args()
    torch.manual_seed(1)
    SHAPES[options.shape]().save_pretrained(options.folder)
