"""Adapters with random values, saved by PEFT, and what PEFT computes with them over the golden models.
Usage: make_peft.py GOLDEN_FOLDER (writes GOLDEN_FOLDER/peft/NAME/)"""
import sys

import torch
from peft import IA3Config, LoraConfig, PromptTuningConfig, get_peft_model
from safetensors.torch import load_file, save_file
from transformers.models.t5 import T5Config, T5ForConditionalGeneration

TASK = "SEQ_2_SEQ_LM"
EVERY = ["q", "k", "v", "o", "wi_0", "wi_1", "wo"]
REGEX = r".*decoder.*(SelfAttention|EncDecAttention)\.(q|v)$"
ADAPTERS = {
    "lora": ("t5_v1_1", LoraConfig(task_type=TASK, r=4, lora_alpha=6)),
    "lora_every_module": ("t5_v1_1", LoraConfig(task_type=TASK, r=2, lora_alpha=3, use_rslora=True, target_modules=EVERY)),
    "lora_regex": ("t5_v1_0", LoraConfig(task_type=TASK, r=3, target_modules=REGEX)),
    "lora_patterns": ("t5_v1_0", LoraConfig(task_type=TASK, r=3, target_modules=["q", "wo"], layers_to_transform=[1],
                                            rank_pattern={"EncDecAttention.q": 2}, alpha_pattern={"wo": 5})),
    "ia3": ("t5_v1_0", IA3Config(task_type=TASK)),
    "ia3_wi_1": ("t5_v1_1", IA3Config(task_type=TASK, target_modules=["k", "v", "wi_1", "wo"], feedforward_modules=["wi_1", "wo"])),
    "prompt": ("t5_v1_1", PromptTuningConfig(task_type=TASK, num_virtual_tokens=5)),
}

root = sys.argv[1]
for name, (base, config) in ADAPTERS.items():
    torch.manual_seed(1)
    model = T5ForConditionalGeneration(T5Config.from_pretrained(f"{root}/{base}"))
    model.load_state_dict(load_file(f"{root}/{base}/model.safetensors"), strict=False)
    model.name_or_path = base
    peft_model = get_peft_model(model, config)
    trained = {key: value for key, value in peft_model.named_parameters() if value.requires_grad}
    with torch.no_grad():
        for value in trained.values():
            value.add_(torch.randn_like(value) * (0.3 if "ia3" in name or "prompt" in name else 0.05))
    peft_model.eval()
    inputs = load_file(f"{root}/{base}/inputs.safetensors")
    batch = {key: inputs[key] for key in ("input_ids", "attention_mask")}
    result = peft_model(labels=inputs["labels"], **batch)
    result.loss.backward()
    with torch.no_grad():
        sequences = peft_model.generate(max_new_tokens=8, num_beams=1, do_sample=False, **batch)
    peft_model.save_pretrained(f"{root}/peft/{name}")
    outputs = {"logits": result.logits.detach(), "loss": result.loss.detach(), "sequences": sequences}
    for key, value in trained.items():
        outputs["grad." + key.replace(".default", "")] = value.grad
    save_file({key: value.contiguous() for key, value in outputs.items()}, f"{root}/peft/{name}/outputs.safetensors")
