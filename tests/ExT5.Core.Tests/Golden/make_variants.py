"""Makes the folders of the T5 family: python make_variants.py OUTPUT_FOLDER [NAME ...]."""
import copy
import json
import os
import sys

import torch
from safetensors.torch import save_file
from transformers.models.longt5 import LongT5Config, LongT5ForConditionalGeneration
from transformers.models.mt5 import MT5Config, MT5ForConditionalGeneration
from transformers.models.t5 import T5Config, T5EncoderModel, T5ForConditionalGeneration
from transformers.models.umt5 import UMT5Config, UMT5EncoderModel, UMT5ForConditionalGeneration

OUT = os.path.join(sys.argv[1], "")
SIZES = dict(vocab_size=48, d_model=16, d_kv=6, d_ff=20, num_layers=2, num_decoder_layers=2, num_heads=3,
             relative_attention_num_buckets=8, relative_attention_max_distance=20, decoder_start_token_id=0)

def train(model, vocabulary, length, steps, seed):
    """A short run on 'copy the input backwards' so that generation is not degenerate."""
    g = torch.Generator().manual_seed(seed)
    opt = torch.optim.Adam(model.parameters(), lr=1e-2)
    model.eval()
    for _ in range(steps):
        x = torch.randint(3, 15, (32, length), generator=g); x[:, -1] = 1
        n = min(4, length - 1)
        y = torch.cat([x[:, :n].flip(1), torch.ones(32, 1, dtype=torch.long)], 1)
        loss = model(input_ids=x, labels=y).loss
        opt.zero_grad(); loss.backward(); opt.step()
    return float(loss)

def inputs(config, lengths, targets, seed):
    g = torch.Generator().manual_seed(seed)
    s, t = max(lengths), max(targets)
    x = torch.randint(3, 15, (len(lengths), s), generator=g)
    mask = torch.zeros_like(x)
    for i, n in enumerate(lengths):
        x[i, n - 1] = 1; x[i, n:] = 0; mask[i, :n] = 1
    y = torch.randint(3, config.vocab_size, (len(lengths), t), generator=g)
    for i, n in enumerate(targets):
        y[i, n - 1] = 1; y[i, n:] = -100
    return x, mask, y

def golden(name, cls, config, lengths, targets, steps=300, seed=1, generate=True, train_length=12):
    torch.manual_seed(seed)
    model = cls(config); model.eval()
    with torch.no_grad():  # norms away from 1 so that a forgotten scale shows
        for n, p in model.named_parameters():
            if "norm" in n: p.add_(torch.randn_like(p) * 0.2)
            if "relative_attention_bias" in n: p.add_(torch.randn_like(p) * 0.7)
    print(name, "trained to", train(model, config.vocab_size, train_length, steps, seed))
    x, mask, y = inputs(config, lengths, targets, seed + 7)
    folder = OUT + name; os.makedirs(folder, exist_ok=True)
    model.zero_grad()
    r = model(input_ids=x, attention_mask=mask, labels=y, output_hidden_states=True)
    r.loss.backward()
    grads = {n: p.grad.clone() for n, p in model.named_parameters()}
    dec = model._shift_right(y)
    out = {"loss": r.loss.detach(), "logits": r.logits.detach(), "encoder_last_hidden_state": r.encoder_last_hidden_state.detach()}
    with torch.no_grad():
        nm = model(input_ids=x, labels=y)
        out["no_mask.loss"] = nm.loss; out["no_mask.logits"] = nm.logits
    double = copy.deepcopy(model).double(); double.zero_grad()
    rd = double(input_ids=x, attention_mask=mask.double(), labels=y); rd.loss.backward()
    gd = {n: p.grad for n, p in double.named_parameters()}
    check = {"logits_max_abs": (r.logits - rd.logits).abs().max().item(),
             "logits_range": [r.logits.min().item(), r.logits.max().item()],
             "encoder_max_abs": ((r.encoder_last_hidden_state - rd.encoder_last_hidden_state).abs() * mask[..., None]).max().item(),
             "loss_abs": abs(r.loss.item() - rd.loss.item()),
             "grad_max_abs_over_tensor_max": max(((grads[n] - gd[n]).abs().max() / gd[n].abs().max().clamp(min=1e-30)).item() for n in grads)}
    print(check)
    json.dump(check, open(folder + "/float64_check.json", "w"), indent=1)
    model.config.architectures = [cls.__name__]
    model.config.torch_dtype = "float32"
    json.dump(json.loads(model.config.to_json_string(use_diff=True)), open(folder + "/config.json", "w"), indent=1)
    state = {n: p.detach().clone() for n, p in model.named_parameters()}
    save_file({k: v.contiguous() for k, v in state.items()}, folder + "/model.safetensors")
    save_file({"input_ids": x, "attention_mask": mask, "labels": y, "decoder_input_ids": dec}, folder + "/inputs.safetensors")
    save_file({k: v.contiguous() for k, v in out.items()}, folder + "/outputs.safetensors")
    save_file({k: v.contiguous() for k, v in grads.items()}, folder + "/grads.safetensors")
    if generate: generations(folder, model, double, x, mask)
    return model

def generations(folder, model, double, x, mask):
    cases = []
    for name, kw in [("greedy", {}), ("greedy_min5", dict(min_new_tokens=5)), ("beam3", dict(num_beams=3)),
                     ("beam4_lp0.6_n2", dict(num_beams=4, length_penalty=0.6, num_return_sequences=2)),
                     ("beam3_early", dict(num_beams=3, early_stopping=True))]:
        kw = dict(max_new_tokens=12, **kw)
        def run(m, k):
            r = m.generate(x, attention_mask=k, do_sample=False, return_dict_in_generate=True, output_scores=True, **kw)
            return r.sequences, getattr(r, "sequences_scores", None)
        seq, score = run(model, mask)
        seqd, _ = run(double, mask)
        assert torch.equal(seq, seqd), ("tie", folder, name)
        case = {"name": name, "input_ids": x.tolist(), "attention_mask": mask.tolist(), "generate_kwargs": kw, "sequences": seq.tolist()}
        if score is not None: case["sequences_scores"] = score.tolist()
        cases.append(case)
    json.dump({"cases": cases}, open(folder + "/generate.json", "w"))

def encoder(name, cls, config, seed, lengths):
    torch.manual_seed(seed); m = cls(config).eval()
    with torch.no_grad():
        for n, p in m.named_parameters():
            if "norm" in n: p.add_(torch.randn_like(p) * 0.2)
            if "relative_attention_bias" in n: p.add_(torch.randn_like(p) * 0.7)
    x, mask, _ = inputs(config, lengths, [3]*len(lengths), seed)
    y = m(input_ids=x, attention_mask=mask).last_hidden_state
    pooled = (y * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    pooled.square().sum().backward()
    folder = OUT + name; os.makedirs(folder, exist_ok=True)
    m.config.architectures = [cls.__name__]; m.config.torch_dtype = "float32"
    json.dump(json.loads(m.config.to_json_string(use_diff=True)), open(folder + "/config.json", "w"), indent=1)
    d = lambda t: t.detach().clone().contiguous()
    save_file({n: d(p) for n, p in m.named_parameters()}, folder + "/model.safetensors")
    save_file({"input_ids": x, "attention_mask": mask}, folder + "/inputs.safetensors")
    save_file({"encoder_last_hidden_state": d(y), "pooled": d(pooled)}, folder + "/outputs.safetensors")
    save_file({n: d(p.grad) for n, p in m.named_parameters()}, folder + "/grads.safetensors")
    md = cls(config).double().eval(); md.load_state_dict({k: v.double() for k, v in m.state_dict().items()})
    print(name, (md(input_ids=x, attention_mask=mask.double()).last_hidden_state - y).abs().max().item(), sorted(dict(m.named_parameters()))[:3], m.config.is_encoder_decoder)

if __name__ == "__main__":
    which = sys.argv[2:]
    def want(n): return not which or n in which
    if want("umt5"): golden("umt5", UMT5ForConditionalGeneration, UMT5Config(**SIZES, tie_word_embeddings=False), [9, 5, 12], [7, 4, 6])
    if want("umt5_tied"): golden("umt5_tied", UMT5ForConditionalGeneration, UMT5Config(**{**SIZES, "num_layers": 3}), [4, 9], [5, 3], generate=False)
    if want("mt5"): golden("mt5", MT5ForConditionalGeneration, MT5Config(**SIZES), [9, 5, 12], [7, 4, 6])
    if want("byt5"): golden("byt5", T5ForConditionalGeneration, T5Config(**{**SIZES, "vocab_size": 384, "d_model": 8, "d_kv": 4, "d_ff": 12, "num_layers": 3, "num_decoder_layers": 1, "feed_forward_proj": "gated-gelu", "tie_word_embeddings": False}), [9, 5, 12], [7, 4, 6])
    if want("longt5_local"): golden("longt5_local", LongT5ForConditionalGeneration, LongT5Config(**SIZES, local_radius=3, global_block_size=4, feed_forward_proj="gated-gelu", tie_word_embeddings=False), [23, 9, 3], [7, 4, 6])
    if want("longt5_tglobal"): golden("longt5_tglobal", LongT5ForConditionalGeneration, LongT5Config(**SIZES, local_radius=3, global_block_size=4, encoder_attention_type="transient-global", feed_forward_proj="gated-gelu", tie_word_embeddings=False), [23, 9, 3], [7, 4, 6])
    if want("encoder_t5"): encoder("encoder_t5", T5EncoderModel, T5Config(**SIZES), 3, [7, 4])
    if want("encoder_umt5"): encoder("encoder_umt5", UMT5EncoderModel, UMT5Config(**SIZES), 4, [7, 4])
