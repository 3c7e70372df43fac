"""Log-likelihoods of candidates and encoder states, each row alone and unpadded, by Transformers' public API.
Usage: make_scoring.py GOLDEN_FOLDER > scoring/scores.json"""
import json
import sys

import torch
from safetensors.torch import load_file
from transformers.models.t5 import T5Config, T5ForConditionalGeneration

EOS = 1


def tokens_log_likelihoods(model, ids, target):
    logits = model(input_ids=torch.tensor([ids]), labels=torch.tensor([target])).logits[0]
    losses = torch.nn.functional.cross_entropy(logits, torch.tensor(target), reduction="none")
    return [-x for x in losses.tolist()]


def cases(folder):
    torch.manual_seed(0)
    model = T5ForConditionalGeneration(T5Config.from_pretrained(folder))
    model.load_state_dict(load_file(folder + "/model.safetensors"), strict=False)
    model.eval()
    for length, candidates in [(9, [1, 3, 2, 5]), (4, [6]), (17, [40, 60, 35, 2, 150])]:
        ids = torch.randint(3, 128, (length,)).tolist() + [EOS]
        targets = [torch.randint(3, 128, (n,)).tolist() + [EOS] for n in candidates]
        with torch.no_grad():
            scores = [tokens_log_likelihoods(model, ids, target) for target in targets]
            states = model.get_encoder()(input_ids=torch.tensor([ids])).last_hidden_state[0]
        yield {"input": ids, "targets": targets, "token_log_likelihoods": scores, "encoder_states": states.tolist()}


root = sys.argv[1]
json.dump({name: list(cases(f"{root}/{name}")) for name in ("t5_v1_0", "t5_v1_1")}, sys.stdout)
