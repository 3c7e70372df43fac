"""Writes generate_group.json, generate_contrastive.json, generate_forced.json and generate_prefix.json next to a
model's generate.json: what Transformers' generate() gives for more of its strategies. A case is kept only when its ids
are the same in float64 and under relative weight noise of 3e-6 (three draws).

    python make_generate.py FOLDER_OF_A_MODEL
"""
import copy
import json
import pathlib
import random
import sys

import torch
import transformers
from safetensors.torch import load_file
from transformers.models.t5 import T5Config, T5ForConditionalGeneration

EOS = 1
LIMIT = 16  # cases of each file


def load(folder):
    model = T5ForConditionalGeneration(T5Config.from_pretrained(str(folder)))
    model.load_state_dict(load_file(str(folder / "model.safetensors")), strict=False)
    model.tie_weights()
    return model.eval()


def doubled(model):
    other = copy.deepcopy(model).double()
    other.lm_head.register_forward_hook(lambda head, inputs, logits: logits.float())  # group search adds in float32
    return other


def noisy(model, seed):
    generator = torch.Generator().manual_seed(seed)
    other = copy.deepcopy(model)
    with torch.no_grad():
        for weight in other.parameters():
            weight.mul_(1 + 3e-6 * torch.randn(weight.shape, generator=generator))
    return other


def prefix_function(rule):
    """Allowed tokens by the last id plus the input's number; or those that continue one of some choices."""
    if "tables" in rule:
        return lambda row, ids: rule["tables"][(int(ids[-1]) + row) % len(rule["tables"])]

    def continuing(row, ids):
        ids = [int(i) for i in ids[1:]]
        choices = rule["choices"][row % len(rule["choices"])]
        return sorted({(c + [EOS])[len(ids)] for c in choices if c[: len(ids)] == ids and len(ids) <= len(c)}) or [EOS]

    return continuing


def run(model, case):
    arguments = dict(case["generate_kwargs"])
    if "prefix" in case:
        arguments["prefix_allowed_tokens_fn"] = prefix_function(case["prefix"])
    beams = arguments.get("num_beams", 1) > 1
    result = model.generate(
        torch.tensor(case["input_ids"]), attention_mask=torch.tensor(case["attention_mask"]),
        return_dict_in_generate=True, output_scores=True, **arguments)
    scores = [float(score) for score in result.sequences_scores] if beams else None
    return result.sequences.tolist(), scores


def stable(models, case):
    sequences, scores = run(models[0], case)
    if scores and min(scores) < -1e6:
        return None  # holds hypotheses that the strategy forbids
    if any(run(other, case)[0] != sequences for other in models[1:]):
        return None
    return dict(case, sequences=sequences, **({"sequences_scores": scores} if scores else {}))


def group_cases(_):
    for number, (beams, groups, penalty, more) in enumerate([
            (4, 2, 0.5, {}), (4, 4, 1.0, {"num_return_sequences": 4}), (6, 3, 0.3, {"num_return_sequences": 3}),
            (6, 2, 5.0, {"length_penalty": 0.6}), (4, 2, 1.5, {"early_stopping": True, "num_return_sequences": 4}),
            (6, 3, 0.8, {"early_stopping": "never", "length_penalty": 2.0}), (2, 2, 10.0, {"num_return_sequences": 2}),
            (8, 4, 0.2, {"repetition_penalty": 1.4, "num_return_sequences": 5}),
            (4, 2, 0.7, {"no_repeat_ngram_size": 2, "length_penalty": 0.0}),
            (6, 3, 1.0, {"min_new_tokens": 7, "num_return_sequences": 6}),
            (4, 4, 0.1, {"length_penalty": -0.5, "early_stopping": True}), (9, 3, 2.5, {"num_return_sequences": 9})]):
        yield f"group_{number}", {"num_beams": beams, "num_beam_groups": groups, "diversity_penalty": penalty, **more}, {}


def contrastive_cases(_):
    for number, (alpha, k, more) in enumerate([
            (0.6, 4, {}), (0.3, 6, {}), (0.9, 3, {}), (0.1, 2, {}), (0.6, 10, {"repetition_penalty": 1.3}),
            (0.5, 5, {"no_repeat_ngram_size": 2}), (0.4, 8, {"min_new_tokens": 8}), (1.0, 4, {}), (0.75, 12, {}),
            (0.2, 3, {"min_length": 6}), (0.65, 7, {"max_new_tokens": 9}), (0.45, 32, {})]):
        yield f"contrastive_{number}", {"penalty_alpha": alpha, "top_k": k, **more}, {}


def forced_cases(draw):
    token = lambda: draw.randrange(2, 128)
    phrase = lambda length: [token() for _ in range(length)]
    fork = lambda: (lambda start: [start + [token()], start + phrase(2), start + [token()]])(phrase(draw.choice([1, 2])))
    shared = phrase(2)
    for number, (beams, words, more) in enumerate([
            (2, [phrase(1)], {}), (4, [phrase(2)], {}), (4, [phrase(1), phrase(2)], {"num_return_sequences": 4}),
            (6, [phrase(3), phrase(1)], {"length_penalty": 0.6}), (5, [[phrase(1), phrase(2)]], {}),
            (6, [fork(), [phrase(1)]], {"num_return_sequences": 3}), (4, [fork()], {"early_stopping": True}),
            (8, [shared + [token()], shared + [token()]], {"num_return_sequences": 2}),
            (6, [phrase(1), phrase(1), phrase(1)], {"early_stopping": "never", "length_penalty": 1.5}),
            (4, [phrase(2)], {"no_repeat_ngram_size": 2}), (5, [fork(), fork()], {"min_new_tokens": 10}),
            (4, [phrase(4)], {"max_new_tokens": 6, "num_return_sequences": 2}),
            (3, [phrase(6), phrase(6)], {"max_new_tokens": 8}), (7, [[phrase(2), phrase(3), phrase(1)]], {"repetition_penalty": 1.2})]):
        yield f"forced_{number}", {"num_beams": beams, "force_words_ids": words, **more}, {}


def prefix_cases(draw):
    tables = lambda: {"tables": [sorted(draw.sample(range(1, 128), draw.choice([9, 20, 40]))) for _ in range(3)]}
    names = lambda count: [[draw.randrange(2, 128) for _ in range(draw.choice([1, 2, 3, 4]))] for _ in range(count)]
    nested = lambda: (lambda name: names(4) + [name, name + [draw.randrange(2, 128)]])(names(1)[0])
    for number, (rule, arguments) in enumerate([
            (tables(), {}), (tables(), {"num_beams": 3}), (tables(), {"num_beams": 4, "num_return_sequences": 3}),
            (tables(), {"num_beams": 4, "num_beam_groups": 2, "diversity_penalty": 0.7}),
            (tables(), {"repetition_penalty": 1.5}), (tables(), {"penalty_alpha": 0.5, "top_k": 4}),
            ({"choices": [names(5)]}, {}), ({"choices": [names(12)]}, {"num_beams": 4, "num_return_sequences": 3}),
            ({"choices": [nested()]}, {"num_beams": 3}), ({"choices": [nested(), names(6), names(7)]}, {}),
            ({"choices": [nested(), names(9), nested()]}, {"num_beams": 5, "num_return_sequences": 2}),
            ({"choices": [nested()]}, {"num_beams": 2, "length_penalty": 0.0}),
            ({"choices": [names(3)]}, {"num_beams": 6}),
            ({"choices": [names(30)]}, {"num_beams": 4, "num_beam_groups": 2, "diversity_penalty": 1.0})]):
        yield f"prefix_{number}", arguments, {"prefix": rule}


def main(folder):
    known = json.loads((folder / "generate.json").read_text())["cases"]
    inputs = {case["name"].split("/")[0]: case for case in known}
    model = load(folder)
    models = [model, doubled(model), noisy(model, 1), noisy(model, 2), noisy(model, 3)]
    note = {
        "library": f"transformers {transformers.__version__}, torch {torch.__version__}",
        "note": "sequences include the decoder start token 0 and padding 0 after eos 1; every case gives the same ids "
                "in float64 and under 3e-6 relative weight noise"}
    for file, cases in [("group", group_cases), ("contrastive", contrastive_cases),
                        ("forced", forced_cases), ("prefix", prefix_cases)]:
        kept, draw = [], random.Random(file)
        while len(kept) < LIMIT:
            for name, arguments, more in cases(draw):
                for place in ("batch_padded", "single_13") if len(kept) % 3 else ("batch_padded",):
                    case = {"name": f"{place}/{name}_{len(kept)}",
                            "input_ids": inputs[place]["input_ids"], "attention_mask": inputs[place]["attention_mask"],
                            "generate_kwargs": {"max_new_tokens": 16, **arguments}, **more}
                    case = stable(models, case)
                    print(file, name, place, case is not None, flush=True)
                    if case and len(kept) < LIMIT + 4:
                        kept.append(case)
        (folder / f"generate_{file}.json").write_text(json.dumps({**note, "cases": kept}, separators=(",", ":")) + "\n")


main(pathlib.Path(sys.argv[1]))
