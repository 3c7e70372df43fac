using ExT5.Core;
using ExT5.Data;
using ExT5.Training;
using TorchSharp;

// TorchSharp first, before any type of ExT5: it must load on this machine without a step by the user.
Console.WriteLine($"TorchSharp works: 1 + 1 = {torch.ones(2).sum().item<float>()}");

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

// The model as a folder that Transformers reads too: streamed, limited to choices, scored.
var folder = Path.Combine(Path.GetTempPath(), $"ext5-consumer-{Environment.ProcessId}");
model.Save(folder);
using var generator = T5Generator.Load(folder, vocabulary);
var answer = "";
await foreach (var piece in generator.GenerateStreamingAsync("upper: cow")) answer += piece;
var choices = ChoicesTrie.FromTexts(animals, vocabulary);
var choice = generator.Generate("upper: hen", new BeamSearch(2) { Processors = [new AllowedChoices(choices)] }, new(choices.MaxNewTokens));
var ranked = new T5Scorer(model, vocabulary).Rank("upper: dog", ["CAT", "DOG", "COW"])[0];
Console.WriteLine($"upper: cow -> {answer}; of {string.Join(", ", animals)}: {choice}; likeliest for dog: {ranked.Choice} ({ranked.Probability:P0})");

var exmix = await ExMixRun.WorksAsync(model, vocabulary, Path.Combine(folder, "exmix"));

// A few numbers beside the model's are trained and saved alone.
using var adapter = T5Adapter.Attach(model, new LoraConfig(Rank: 4, Alpha: 8));
using var tuner = new AdamW(model.TrainableParameters.Select(entry => (entry.Key, entry.Value)));
await foreach (var step in new Trainer(model, tuner, registry, vocabulary, new() { Steps = 3, Batch = options.Batch }).TrainAsync("upper")) { }
adapter.Save(Path.Combine(folder, "adapter"));
Console.WriteLine($"adapter of {adapter.NamedParameters.Values.Sum(parameter => parameter.numel())} numbers saved");
Directory.Delete(folder, recursive: true);
return answer == "COW" && animals.Contains(choice) && ranked.Choice == "DOG" && exmix ? 0 : 1;
