using System.CommandLine;

namespace EvaluateSuperGlue;

/// <summary>The command line.</summary>
internal static class SuperGlueCommand
{
    private static readonly Option<string?> Model = new("--model")
    {
        Description = "Folder of a T5 model or of a run of samples/Pretrain; none takes the newest run in runs.",
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Folder of datasets, as ExMix lays them out (super_glue/rte/validation.*) or as SuperGLUE does (RTE/val.jsonl); none takes ../shared/data/tasks, else the Hub.",
    };

    private static readonly Option<bool> Hub = new("--hub") { Description = "Take from the Hugging Face Hub what --data lacks, or everything." };

    private static readonly Option<bool> Rank = new("--rank")
    {
        Description = "Choose the likeliest of a task's choices instead of generating; WSC, which has none, is generated.",
    };

    private static readonly Option<int?> Examples = new("--examples")
    {
        Description = "Most examples of each task; none takes all.",
        Validators = { result => { if (result.GetValueOrDefault<int?>() < 1) result.AddError("--examples must be at least 1."); } },
    };

    private static readonly Option<string> Output = new("--output")
    {
        Description = "Folder for the answers (TASK.jsonl), evaluation.json and evaluation.md.",
        DefaultValueFactory = _ => Path.Combine("runs", "superglue"),
    };

    private static readonly Option<string?> Compare = new("--compare")
    {
        Description = "evaluation.json of an earlier call, or its folder; the exit code is 1 when a task fell.",
    };

    private static readonly Option<double> FailBelow = new("--fail-below")
    {
        Description = "How far a task may fall, in points.",
        DefaultValueFactory = _ => 1,
        Validators = { result => { if (!(result.GetValueOrDefault<double>() >= 0)) result.AddError("--fail-below must be 0 or more."); } },
    };

    /// <summary>The command; the token given to the action is cancelled by Ctrl-C.</summary>
    public static RootCommand Create(Func<SuperGlueOptions, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand("Evaluates a T5 model on the validation rows of SuperGLUE.")
        {
            Model, Data, Hub, Rank, Examples, Output, Compare, FailBelow,
        };
        command.SetAction((result, stopping) => run(Read(result), stopping));
        return command;
    }

    private static SuperGlueOptions Read(ParseResult result) => new()
    {
        Model = result.GetValue(Model),
        Data = result.GetValue(Data),
        Hub = result.GetValue(Hub),
        Rank = result.GetValue(Rank),
        Examples = result.GetValue(Examples) ?? int.MaxValue,
        Output = result.GetRequiredValue(Output),
        Compare = result.GetValue(Compare),
        FailBelow = result.GetValue(FailBelow),
    };
}
