using System.CommandLine;
using ExT5.Core;
using ExT5.Data;
using ExT5.Training;

var run = new Option<string>("--run") { Description = "Folder that samples/Pretrain wrote.", DefaultValueFactory = _ => Path.Combine("runs", "apidocs") };
var beams = new Option<int>("--beams") { Description = "Width of the beam search; 1 is greedy.", DefaultValueFactory = _ => 1 };
var prompts = new Argument<string[]>("prompts") { Description = "Inputs as the tasks write them; none reads lines from the standard input.", Arity = ArgumentArity.ZeroOrMore };
var command = new RootCommand("Answers prompts with the newest checkpoint of a run.") { run, beams, prompts };
command.SetAction(result => Answer(result.GetRequiredValue(run), result.GetValue(beams), result.GetValue(prompts) ?? []));
return command.Parse(args).Invoke();

static int Answer(string run, int beams, string[] prompts)
{
    if (DirectoryCheckpointStore.FindNewest(run) is not { } checkpoint)
    {
        Console.Error.WriteLine($"There is no checkpoint in '{run}'. Make one with: dotnet run -c Release --project samples/Pretrain");
        return 1;
    }

    using var model = T5Model.Load(checkpoint.Folder);
    var generator = new T5Generator(model, OpenVocabulary(checkpoint.Folder));
    DecodingStrategy strategy = beams == 1 ? new GreedySearch() : new BeamSearch(beams);
    if (prompts.Length == 0) Console.Error.WriteLine("Write a prompt, for example: member_kind summary: Gets or sets the name of the file.");
    foreach (var prompt in prompts.Length > 0 ? prompts : Lines())
        Console.WriteLine(generator.Generate(prompt, strategy));
    return 0;
}

// A run that was trained on bytes has no vocabulary file.
static Vocabulary OpenVocabulary(string folder) =>
    Directory.EnumerateFiles(folder, "*.model").FirstOrDefault() is { } file ? T5Vocabulary.Load(file) : new ByteVocabulary();

static IEnumerable<string> Lines()
{
    while (Console.ReadLine() is { } line)
        if (line.Length > 0)
            yield return line;
}
