using ExT5.Core;
using ExT5.Data;
using ExT5.Training;

// Your rows: status codes of HTTP and what their class means (RFC 9110, section 15). Every fifth is kept to be judged by.
string[] meanings = ["informational", "success", "redirection", "client error", "server error"];
var rows = Enumerable.Range(100, 500).Select(code => new StatusCode(code, meanings[(code / 100) - 1])).ToLookup(row => row.Code % 5 == 4);

// Your task: where rows come from, how a row reads as text, how answers are scored.
var registry = new TaskRegistryBuilder()
    .AddTask<StatusCode>("http_status", task => task
        .InFamily(TaskFamily.Classification)
        .ReadFrom(new InMemorySource<StatusCode>(train: [.. rows[false]], validation: [.. rows[true]]))
        .Format(row => new($"http_status code: {row.Code}", row.Meaning))
        .ScoreWith(new Accuracy()))
    .Build();

// A model small enough to learn it in seconds, on bytes, which need no vocabulary file.
var vocabulary = new ByteVocabulary();
using var model = new T5Model(new T5Config
{
    VocabularySize = vocabulary.Size,
    ModelSize = 64,
    FeedForwardSize = 128,
    EncoderLayers = 2,
    DecoderLayers = 2,
    Heads = 4,
    KeyValueSize = 16,
    DropoutRate = 0,
});
using var optimizer = new AdamW(model.named_parameters());
var options = new TrainingOptions { Steps = 60, Batch = new(Sequences: 16, Inputs: 64, Targets: 48), ClipNorm = 1 };
var trainer = new Trainer(model, optimizer, registry, vocabulary, options, new LinearSchedule(4e-3, 10, options.Steps));

await foreach (var step in trainer.TrainAsync("http_status"))
    if (step.Step % 10 == 0)
        Console.WriteLine($"step {step.Step}  loss {step.Loss:F3}  {step.TokensPerSecond:N0} tokens/s");

model.eval();
var generator = new T5Generator(model, vocabulary);
var evaluator = new Evaluator(generator, vocabulary, registry);
var scores = new List<TaskScore>();
await foreach (var score in evaluator.EvaluateAsync("http_status")) scores.Add(score);
Console.WriteLine(new EvaluationTable(scores));
Console.WriteLine($"404 -> {generator.Generate("http_status code: 404")}");

internal sealed record StatusCode(int Code, string Meaning);
