using System.CommandLine;
using System.CommandLine.Parsing;
using ExT5.Data;

namespace Cache;

/// <summary>The command line.</summary>
internal static class CacheCommand
{
    private static readonly Option<string> Output = new("--output")
    {
        Description = "Folder of the cache; what is there and complete is kept.",
        DefaultValueFactory = _ => Path.Combine("runs", "cache"),
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "JSON lines with input and target, {split} in the path; none takes the tasks of samples/Pretrain.",
    };

    private static readonly Option<string?> Vocabulary = new("--vocabulary")
    {
        Description = "A SentencePiece model or tokenizer.json, or 'bytes'; none takes the 8,000 pieces of samples/Pretrain.",
    };

    private static readonly Option<string[]> Splits = new("--splits")
    {
        Description = "The splits to cache.",
        DefaultValueFactory = _ => ["train", "validation"],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int?> Shard = new("--shard") { Description = "Write this shard only, from 0; others may be written elsewhere at the same time." };

    private static readonly Option<int> Of = new("--of")
    {
        Description = "Number of shards of every split.",
        DefaultValueFactory = _ => 8,
        Validators = { result => { if (result.GetValueOrDefault<int>() is < 1 or > 99_999) result.AddError("--of must be from 1 to 99999."); } },
    };

    private static readonly Option<bool> Finish = new("--finish") { Description = "Only check that all shards are there and make the folder a cache; with --shard, after that." };

    private static readonly Option<bool> Verify = new("--verify") { Description = "Only read every byte of the cache and compare checksums; with --shard or --finish, after that." };

    private static readonly Option<int> Inputs = new("--inputs") { Description = "Input length whose cuts are counted.", DefaultValueFactory = _ => 512, Validators = { AtLeastTwo } };

    private static readonly Option<int> Targets = new("--targets") { Description = "Target length whose cuts are counted.", DefaultValueFactory = _ => 114, Validators = { AtLeastTwo } };

    /// <summary>The command; the token given to the action is cancelled by Ctrl-C.</summary>
    public static RootCommand Create(Func<CacheOptions, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand("Tokenizes the tasks of a mixture once and shows what they hold.")
        {
            Output, Data, Vocabulary, Splits, Shard, Of, Finish, Verify, Inputs, Targets,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Shard) is { } shard && (shard < 0 || shard >= result.GetValue(Of)))
                result.AddError($"--shard must be from 0 to {result.GetValue(Of) - 1}, as there are {result.GetValue(Of)} (--of), but is {shard}.");
        });
        command.SetAction((result, stopping) => run(Read(result), stopping));
        return command;
    }

    private static void AtLeastTwo(OptionResult result)
    {
        if (result.GetValueOrDefault<int>() < 2) result.AddError($"{result.Option.Name} must be at least 2.");
    }

    private static CacheOptions Read(ParseResult result) => new()
    {
        Output = result.GetRequiredValue(Output),
        Data = result.GetValue(Data),
        Vocabulary = result.GetValue(Vocabulary),
        Splits = [.. result.GetRequiredValue(Splits).Distinct().Select(name => new DatasetSplit(name))],
        Shard = result.GetValue(Shard),
        Of = result.GetValue(Of),
        Finish = result.GetValue(Finish),
        Verify = result.GetValue(Verify),
        Shape = new BatchShape(1, result.GetValue(Inputs), result.GetValue(Targets)),
    };
}
