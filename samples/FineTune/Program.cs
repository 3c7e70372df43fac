using System.CommandLine;
using ExT5.Core;
using ExT5.Data;
using ExT5.Training;
using FineTune;
using Samples;

var data = new Option<string?>("--data") { Description = "JSON lines with input and target, {split} in the path for train and validation; none writes a task of the SDK's documentation." };
var model = new Option<string>("--model") { Description = "Folder of a model or of a run of samples/Pretrain.", DefaultValueFactory = _ => Path.Combine("runs", "apidocs") };
var lora = new Option<bool>("--lora") { Description = "Train a LoRA adapter and leave the model as it is." };
var steps = new Option<long>("--steps") { Description = "Optimizer steps.", DefaultValueFactory = _ => 200, Validators = { result => { if (result.GetValueOrDefault<long>() < 1) result.AddError("--steps must be at least 1."); } } };
var rate = new Option<double?>("--rate") { Description = "Highest learning rate of AdamW; 1e-2 with --lora, otherwise 1e-3.", Validators = { result => { if (result.GetValueOrDefault<double?>() is { } rate && !(rate is > 0 and < 1e3)) result.AddError("--rate must be above 0 and below 1,000."); } } };
var output = new Option<string>("--output") { Description = "Folder for the adapter or the model.", DefaultValueFactory = _ => Path.Combine("runs", "finetune") };
var command = new RootCommand("Fine-tunes a model on a task of your own.") { data, model, lora, steps, rate, output };
command.SetAction((result, stopping) => RunAsync(
    result.GetValue(data), result.GetRequiredValue(model), result.GetValue(lora), result.GetValue(steps), result.GetValue(rate), result.GetRequiredValue(output), stopping));
try
{
    return await StopSignals.RunAsync(stopping => command.Parse(args)
        .InvokeAsync(new() { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }, stopping));
}
catch (Exception error) when (error is ExT5CoreException or ExT5DataException or ExT5TrainingException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

static async Task<int> RunAsync(string? data, string modelFolder, bool lora, long steps, double? rate, string output, CancellationToken stopping)
{
    Directory.CreateDirectory(output);
    var rows = new JsonLinesSource<TextExample>(data ?? DocumentationTask.Write(Path.Combine(output, "data")));
    var registry = new TaskRegistryBuilder()
        .AddTask<TextExample>("task", task => task.InFamily(TaskFamily.Classification).ReadFrom(rows).Format(row => row).ScoreWith(new Accuracy()))
        .AddTask<TextExample>("texts", task => task.ReadFrom(rows).Denoise(row => row.Input, new SpanCorruption()))
        .Build();
    using var start = await StartingModel.OpenAsync(modelFolder, registry, stopping);
    var (model, vocabulary) = (start.Model, start.Vocabulary);

    using var adapter = lora ? T5Adapter.Attach(model, new LoraConfig(Rank: 8, Alpha: 16, Dropout: 0.05) { BaseModel = start.Folder }) : null;
    using var optimizer = new AdamW(model.TrainableParameters.Select(entry => (entry.Key, entry.Value)));
    var options = new TrainingOptions { Steps = steps, Batch = new(Sequences: 16, Inputs: 96, Targets: 32), ClipNorm = 1 };
    var schedule = new LinearSchedule(rate ?? (lora ? 1e-2 : 1e-3), Math.Min(20, steps / 4), steps);
    var trainer = new Trainer(model, optimizer, registry, vocabulary, options, schedule, new Seq2SeqLoss(Normalization: LossNormalization.Sequences));

    var report = new BeforeAndAfter(model, vocabulary, registry);
    var before = await report.MeasureAsync(stopping);
    await foreach (var step in trainer.TrainAsync("task", stopping))
        if (step.Step % 20 == 0)
            Console.WriteLine($"step {step.Step}  loss {step.Loss:F3}  {step.TokensPerSecond:N0} tokens/s");
    stopping.ThrowIfCancellationRequested();
    BeforeAndAfter.Print(before, await report.MeasureAsync(stopping));

    var trained = model.TrainableParameters.Values.Sum(parameter => parameter.numel());
    Console.WriteLine($"trained {trained:N0} numbers beside or among the model's {model.Config.ParameterCount:N0}");
    if (adapter is not null) adapter.Save(output);
    else model.Save(output);
    if (start.VocabularyFile is { } file) File.Copy(file, Path.Combine(output, Path.GetFileName(file)), overwrite: true);
    Console.WriteLine($"saved the {(lora ? "adapter" : "model")} in '{output}'");
    return 0;
}
