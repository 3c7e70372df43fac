using System.CommandLine;
using System.CommandLine.Parsing;

namespace Pretrain;

/// <summary>The command line of the job.</summary>
internal static class PretrainCommand
{
    private const double MostMinutes = 1_000_000;

    private static readonly Option<double> Minutes = new("--minutes")
    {
        Description = "Training time, sessions before a resume included.",
        DefaultValueFactory = _ => 5,
        Validators = { result => Require(result, result.GetValueOrDefault<double>() is > 0 and <= MostMinutes, $"must be more than 0 and at most {MostMinutes:N0}") },
    };

    private static readonly Option<long?> Steps = new("--steps")
    {
        Description = "Train this many steps, however long they take.",
        Validators = { result => Require(result, result.GetValueOrDefault<long?>() is null or > 0, "must be at least 1") },
    };

    private static readonly Option<string> Size = new Option<string>("--size")
    {
        Description = "Size of the T5 v1.1 that is trained.",
        DefaultValueFactory = _ => ModelSizes.Default,
    }.AcceptOnlyFromAmong([.. ModelSizes.Names]);

    private static readonly Option<double> Ratio = new("--ratio")
    {
        Description = "R: denoising examples to one supervised example; 0 is supervised only, infinity denoising only.",
        DefaultValueFactory = _ => 2,
        CustomParser = ParseRatio,
        Validators = { result => Require(result, result.GetValueOrDefault<double>() >= 0, "must be 0 or more") },
    };

    private static readonly Option<double> Cap = new("--cap")
    {
        Description = "K: examples of a task beyond which its rate grows no further.",
        DefaultValueFactory = _ => 6_000,
        Validators = { result => Require(result, result.GetValueOrDefault<double>() > 0, "must be more than 0") },
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Seed of weights, order of examples and denoising masks.",
        DefaultValueFactory = _ => 42,
    };

    private static readonly Option<string> Output = new("--output")
    {
        Description = "Folder of the checkpoints; a run that is there goes on.",
        DefaultValueFactory = _ => Path.Combine("runs", "apidocs"),
        Validators = { result => Require(result, !string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()), "must name a folder") },
    };

    private static readonly Option<string> Device = new("--device")
    {
        Description = "cpu, cuda or cuda:0 (cuda needs a native package with CUDA).",
        DefaultValueFactory = _ => "cpu",
        Validators = { result => Require(result, IsDevice(result.GetValueOrDefault<string>()), "must be cpu, cuda or cuda: and a number") },
    };

    private static readonly Option<string?> Docs = new("--docs") { Description = "Folder of XML documentation to read instead of the SDK's." };

    private static readonly Option<string?> Vocabulary = new("--vocabulary") { Description = "'bytes' or a SentencePiece model instead of the sample's own." };

    private static readonly Option<bool> Fresh = new("--fresh") { Description = "Start anew: checkpoints in the output folder are removed." };

    private static readonly Option<bool> Stats = new("--stats") { Description = "Show the tasks with sizes and example rows, train nothing." };

    private static readonly Option<string?> DumpText = new("--dump-text") { Description = "Write the text a vocabulary is made from to this file, train nothing." };

    /// <summary>The command; the token given to the action is cancelled by Ctrl-C.</summary>
    public static RootCommand Create(Func<PretrainOptions, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand("Pre-trains a small T5 on tasks made from the documentation of the .NET SDK, evaluates and saves it.")
        {
            Minutes, Steps, Size, Ratio, Cap, Seed, Output, Device, Docs, Vocabulary, Fresh, Stats, DumpText,
        };
        command.SetAction((result, stopping) => run(Read(result), stopping));
        return command;
    }

    private static PretrainOptions Read(ParseResult result) => new()
    {
        Minutes = result.GetValue(Minutes),
        Steps = result.GetValue(Steps),
        Size = result.GetRequiredValue(Size),
        Ratio = result.GetValue(Ratio),
        Cap = result.GetValue(Cap),
        Seed = result.GetValue(Seed),
        Output = result.GetRequiredValue(Output),
        Device = result.GetRequiredValue(Device),
        Docs = result.GetValue(Docs),
        Vocabulary = result.GetValue(Vocabulary),
        Fresh = result.GetValue(Fresh),
        Stats = result.GetValue(Stats),
        DumpText = result.GetValue(DumpText),
    };

    private static double ParseRatio(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text is "inf" or "infinity") return double.PositiveInfinity;
        if (double.TryParse(text, out var ratio)) return ratio;
        result.AddError($"--ratio must be a number or infinity, but is '{text}'.");
        return 0;
    }

    private static bool IsDevice(string? name) =>
        name is "cpu" or "cuda" || (name?.StartsWith("cuda:", StringComparison.Ordinal) == true && byte.TryParse(name.AsSpan(5), out _));

    private static void Require(OptionResult result, bool holds, string rule)
    {
        if (!holds) result.AddError($"{result.Option.Name} {rule}.");
    }
}
