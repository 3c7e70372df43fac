using System.CommandLine;
using System.Runtime.CompilerServices;
using ExT5.Core;
using ExT5.Data;
using ExT5.Training;
using Samples;

var run = new Option<string>("--run") { Description = "Folder that samples/Pretrain wrote.", DefaultValueFactory = _ => Path.Combine("runs", "apidocs") };
var model = new Option<string?>("--model") { Description = "A model folder as Hugging Face Transformers writes it, instead of a run." };
var adapter = new Option<string?>("--adapter") { Description = "Folder of an adapter, as samples/FineTune --lora writes it, to put on the model." };
var beams = new Option<int>("--beams") { Description = "Width of the beam search.", DefaultValueFactory = _ => 1, Validators = { result => { if (result.GetValueOrDefault<int>() < 1) result.AddError("--beams must be at least 1."); } } };
var temperature = new Option<double>("--temperature") { Description = "Draws tokens by their probability, sharpened below 1, flattened above; 0 does not draw.", Validators = { result => { if (!(result.GetValueOrDefault<double>() is >= 0 and < 1e6)) result.AddError("--temperature must be 0 or more."); } } };
var seed = new Option<long>("--seed") { Description = "Seed of the draws." };
var prompts = new Argument<string[]>("prompts") { Description = "Inputs as the tasks write them; none reads lines from the standard input.", Arity = ArgumentArity.ZeroOrMore };
var command = new RootCommand("Answers prompts, word by word, with the newest checkpoint of a run or any T5 model.") { run, model, adapter, beams, temperature, seed, prompts };
command.SetAction((result, stopping) => AnswerAsync(
    result.GetValue(model) ?? DirectoryCheckpointStore.FindNewest(result.GetRequiredValue(run))?.Folder,
    result.GetValue(adapter),
    Strategy(result.GetValue(beams), result.GetValue(temperature), result.GetValue(seed)),
    result.GetValue(prompts) ?? [],
    stopping));
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

static async Task<int> AnswerAsync(string? folder, string? adapterFolder, DecodingStrategy? strategy, string[] prompts, CancellationToken stopping)
{
    if (folder is null)
    {
        Console.Error.WriteLine("There is no checkpoint. Make one with: dotnet run -c Release --project samples/Pretrain, or name a model folder with --model.");
        return 1;
    }

    if (prompts.Length == 0) Console.Error.WriteLine("Write a prompt, for example: member_kind summary: Gets or sets the name of the file.");
    using var model = T5Model.Load(folder);
    using var adapter = adapterFolder is null ? null : T5Adapter.Load(model, adapterFolder);
    // A folder's generation_config.json decides what the command line leaves open.
    var generator = new T5Generator(model, OpenVocabulary(folder, model.Config), GenerationDefaults.FromHuggingFace(folder, model.Config));
    await foreach (var prompt in prompts.Length > 0 ? prompts.ToAsyncEnumerable() : Lines(stopping))
    {
        await foreach (var piece in generator.GenerateStreamingAsync(prompt, strategy, cancellationToken: stopping))
            Console.Write(piece);
        Console.WriteLine();
    }

    return 0;
}

static DecodingStrategy? Strategy(int beams, double temperature, long seed) =>
    temperature > 0 ? new Sampling(seed, temperature) : beams > 1 ? new BeamSearch(beams) : null;

// A run that was trained on bytes has no vocabulary file, nor has ByT5.
static Vocabulary OpenVocabulary(string folder, T5Config config) =>
    Directory.EnumerateFiles(folder, "*.model").FirstOrDefault() is { } file ? T5Vocabulary.Load(file)
    : config.VocabularySize == new ByteVocabulary().Size ? new ByteVocabulary()
    : T5Vocabulary.Load(folder);

// The console's own reading cannot be stopped; what waits for it can.
static async IAsyncEnumerable<string> Lines([EnumeratorCancellation] CancellationToken stopping)
{
    while (await Task.Run(Console.ReadLine, stopping).WaitAsync(stopping) is { } line)
        if (line.Length > 0)
            yield return line;
}
