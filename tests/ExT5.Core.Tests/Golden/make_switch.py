"""Makes the golden folders switch and switch_biased with Transformers' public API (see README.md)."""
import json, os, sys
import torch
from safetensors.torch import save_file
from transformers.models.switch_transformers import SwitchTransformersConfig, SwitchTransformersForConditionalGeneration

VARIANTS = {
    # Layers 1 and 3 of four and layer 1 of two are sparse; two places an expert, so tokens are dropped.
    "switch": dict(num_layers=4, num_sparse_encoder_layers=2, num_decoder_layers=2, num_sparse_decoder_layers=1,
                   num_experts=4, expert_capacity=2, tie_word_embeddings=True,
                   router_z_loss_coef=0.02, router_aux_loss_coef=0.05),
    # Every layer is sparse, routers have a bias, the head is a table of its own, nothing is dropped.
    "switch_biased": dict(num_layers=1, num_sparse_encoder_layers=1, num_decoder_layers=2, num_sparse_decoder_layers=2,
                          num_experts=3, expert_capacity=64, router_bias=True, tie_word_embeddings=False,
                          dense_act_fn="gelu_new"),
}
GENERATIONS = {
    "greedy": dict(max_new_tokens=10),
    "greedy_min": dict(max_new_tokens=10, min_new_tokens=6),
    "beam4": dict(max_new_tokens=10, num_beams=4, length_penalty=1.0, num_return_sequences=4),
    "beam3_never": dict(max_new_tokens=12, num_beams=3, length_penalty=0.6, early_stopping="never", num_return_sequences=3),
}


def make(name, folder):
    torch.manual_seed(20231 + len(name))
    config = SwitchTransformersConfig(
        vocab_size=64, d_model=16, d_kv=4, d_ff=24, num_heads=3, decoder_start_token_id=0,
        router_jitter_noise=0.01, dropout_rate=0.1, **VARIANTS[name])
    model = SwitchTransformersForConditionalGeneration(config).eval()
    with torch.no_grad():  # not the initial values alone: norms and routers as a trained model has them
        for key, value in model.named_parameters():
            if "layer_norm" in key:
                value.mul_(1 + 0.3 * torch.randn_like(value))
            if "router" in key:
                value.copy_(torch.randn_like(value) * 0.5)
            if key == "shared.weight" and config.tie_word_embeddings:
                value.mul_(0.3)  # or the model repeats its start for ever
            if key.endswith((".o.weight", ".wo.weight")):
                value.mul_(2)
            if key == "lm_head.weight" and not config.tie_word_embeddings:
                value.mul_(0.5)
    ids = torch.randint(2, 64, (3, 11)); labels = torch.randint(2, 64, (3, 8))
    mask = torch.ones_like(ids)
    ids[0, 7:], mask[0, 7:] = 0, 0
    ids[2, 9:], mask[2, 9:] = 0, 0
    ids[0, 6] = ids[1, 10] = ids[2, 8] = 1
    labels[1, 5:] = -100
    labels[0, 7] = labels[1, 4] = 1
    decoder_ids = model.prepare_decoder_input_ids_from_labels(labels)

    def run(model):
        model.zero_grad()
        out = model(input_ids=ids, attention_mask=mask, labels=labels, use_cache=False, output_router_logits=True)
        out.loss.backward()
        plain = torch.nn.functional.cross_entropy(out.logits.reshape(-1, 64), labels.reshape(-1), ignore_index=-100)
        tensors = {"logits": out.logits, "loss": out.loss, "cross_entropy": plain}
        for key in ("encoder_z_loss", "encoder_aux_loss", "decoder_z_loss", "decoder_aux_loss"):
            tensors[key] = torch.as_tensor(getattr(out, key))
        for stack in ("encoder", "decoder"):
            for layer, routed in enumerate(getattr(out, stack + "_router_logits")):
                if len(routed) == 2:
                    tensors[f"{stack}.{layer}.router_logits"], tensors[f"{stack}.{layer}.expert_index"] = routed
        return ({k: v.detach().contiguous().clone() for k, v in tensors.items()},
                {k: v.grad.clone().contiguous() for k, v in model.named_parameters()})

    outputs, grads = run(model)
    os.makedirs(folder, exist_ok=True)
    config.architectures = ["SwitchTransformersForConditionalGeneration"]
    config.save_pretrained(folder)
    weights = {k: v.detach().clone().contiguous() for k, v in model.named_parameters()}
    save_file(weights, f"{folder}/model.safetensors")
    save_file({"input_ids": ids, "attention_mask": mask, "labels": labels, "decoder_input_ids": decoder_ids},
              f"{folder}/inputs.safetensors")
    as_float = {k: v.float() if v.is_floating_point() or v.dim() == 0 else v for k, v in outputs.items()}
    save_file(as_float, f"{folder}/outputs.safetensors")
    save_file(grads, f"{folder}/grads.safetensors")
    cases = []
    for case, arguments in GENERATIONS.items():
        with torch.no_grad():
            got = model.generate(ids, attention_mask=mask, do_sample=False, return_dict_in_generate=True,
                                 output_scores=True, **arguments)
        entry = {"name": case, "input_ids": ids.tolist(), "attention_mask": mask.tolist(),
                 "generate_kwargs": arguments, "sequences": got.sequences.tolist()}
        if arguments.get("num_beams", 1) > 1:
            entry["sequences_scores"] = got.sequences_scores.tolist()
        cases.append(entry)
    json.dump({"cases": cases}, open(f"{folder}/generate.json", "w"))
    exact, exact_grads = run(model.double())
    same = all(torch.equal(exact[k], outputs[k]) for k in outputs if k.endswith("expert_index"))
    gap = min(float((lambda s: (s[..., 0] - s[..., 1]).min())(exact[k].sort(-1, descending=True).values))
              for k in exact if k.endswith("router_logits"))
    json.dump({
        "experts_equal_in_float64": same, "smallest_gap_of_router_logits": gap,
        "largest_logit": float(exact["logits"].abs().max()),
        "logits": float((exact["logits"] - outputs["logits"]).abs().max()),
        "loss": float((exact["loss"] - outputs["loss"]).abs()),
        "gradients_relative_to_their_largest": max(
            float((exact_grads[k] - grads[k]).abs().max() / exact_grads[k].abs().max().clamp(min=1e-9)) for k in grads),
    }, open(f"{folder}/float64_check.json", "w"), indent=1)
    print(name, open(f"{folder}/float64_check.json").read(),
          {k: float(v) for k, v in outputs.items() if v.dim() == 0},
          [(k, v.tolist()) for k, v in outputs.items() if k.endswith("index")],
          [c["sequences"] for c in cases][:2], len(weights))


for variant in VARIANTS:
    make(variant, os.path.join(sys.argv[1], variant))
