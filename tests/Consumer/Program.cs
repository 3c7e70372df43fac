using ExT5.Core;
using ExT5.Data;
using ExT5.Training;
using TorchSharp;

// TorchSharp first, before any type of ExT5: it must load on this machine without a step by the user.
Console.WriteLine($"TorchSharp works: 1 + 1 = {(torch.ones(1) + torch.ones(1)).item<float>()}");

string[] animals = ["cat", "dog", "cow", "hen"];
var registry = new TaskRegistryBuilder()
    .AddTask<string>("upper", task => task
        .ReadFrom(new InMemorySource<string>(train: animals, validation: animals))
        .Format(animal => new($"upper: {animal}", animal.ToUpperInvariant()))
        .ScoreWith(new ExactMatch()))
    .Build();
var vocabulary = new ByteVocabulary();
using var model = new T5Model(new T5Config
{
    VocabularySize = vocabulary.Size, ModelSize = 32, KeyValueSize = 8, FeedForwardSize = 64, Heads = 4,
    EncoderLayers = 1, DecoderLayers = 1, DropoutRate = 0,
});
using var optimizer = new AdamW(model.named_parameters());
var options = new TrainingOptions { Steps = 120, Batch = new(Sequences: 4, Inputs: 24, Targets: 8), ClipNorm = 1 };
var trainer = new Trainer(model, optimizer, registry, vocabulary, options, new ConstantSchedule(1e-2));
await foreach (var step in trainer.TrainAsync("upper"))
    if (step.Step % 40 == 0) Console.WriteLine($"step {step.Step}  loss {step.Loss:F3}");
model.eval();
var answer = new T5Generator(model, vocabulary).Generate("upper: cow");
Console.WriteLine($"upper: cow -> {answer}");
return answer == "COW" ? 0 : 1;
