using ExT5.Data;

namespace ExT5.ExMix;

/// <summary>
/// The mixtures of the paper over any of the tasks: <c>exmix</c>, <c>best_effort</c>, each family (<c>nli</c>), its three
/// Table-1 datasets (<c>nli_table1</c>), and each benchmark (<c>super_glue</c>). Inside a mixture tasks are drawn in
/// proportion to their examples, up to a cap (paper, section 3).
/// </summary>
public static class ExMixMixtures
{
    /// <summary>The paper's cap K on the examples that count: 3·10^5.</summary>
    public const double PaperCap = 300_000;

    /// <summary>The paper's R for ExT5-Base: two C4 examples for each of ExMix.</summary>
    public const double PaperRatio = 2;

    private static readonly (string Name, TaskFamily Family)[] Families =
    [
        ("sum", TaskFamily.Summarization), ("dlg", TaskFamily.Dialogue), ("nli", TaskFamily.Inference), ("cls", TaskFamily.Classification),
        ("sem", TaskFamily.SemanticParsing), ("cmns", TaskFamily.Commonsense), ("cbqa", TaskFamily.ClosedBookQA), ("rc", TaskFamily.ReadingComprehension),
    ];

    private static readonly (string Name, string Group)[] Groups =
    [
        ("glue", "GLUE"), ("super_glue", "SuperGLUE"), ("kilt", "KILT"), ("rainbow", "Rainbow"), ("gem", "GEM"), ("dialoglue", "DialoGLUE"),
        ("tweeteval", "TweetEval"),
    ];

    // Paper, section 4.3: the families that help SuperGLUE most.
    private static readonly TaskFamily[] BestEffort =
        [TaskFamily.Inference, TaskFamily.Commonsense, TaskFamily.Classification, TaskFamily.ClosedBookQA];

    /// <summary>The mixtures that have a member among the tasks.</summary>
    /// <param name="tasks">Tasks of the mixture; usually <see cref="ExMixTasks.All"/>.</param>
    /// <param name="cap">K above 0; default the paper's.</param>
    /// <param name="publishedSizes">Rates from <see cref="ExMixTask.TrainExamples"/> instead of the rows found.</param>
    public static IReadOnlyList<Mixture> Of(IReadOnlyList<ExMixTask> tasks, double cap = PaperCap, bool publishedSizes = false)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        IEnumerable<(string Name, IEnumerable<ExMixTask> Members)> mixtures =
        [
            ("exmix", tasks),
            ("best_effort", tasks.Where(task => BestEffort.Contains(task.Family))),
            .. Families.Select(each => (each.Name, tasks.Where(task => task.Family == each.Family))),
            .. Families.Select(each => (each.Name + "_table1", tasks.Where(task => task.Family == each.Family && task.Table1Representative))),
            .. Groups.Select(each => (each.Name, tasks.Where(task => task.Group == each.Group))),
        ];
        return [.. mixtures.Where(each => each.Members.Any()).Select(each => Proportional(each.Name, [.. each.Members], cap, publishedSizes))];
    }

    /// <summary>
    /// A mixture in proportion to the examples. As in T5, the two tasks over the RTE data count half each when both are there.
    /// </summary>
    /// <param name="name">Name of the mixture.</param>
    /// <param name="tasks">Its members.</param>
    /// <param name="cap">K above 0; default the paper's.</param>
    /// <param name="publishedSizes">Rates from <see cref="ExMixTask.TrainExamples"/> instead of the rows found.</param>
    public static Mixture Proportional(
        string name, IReadOnlyList<ExMixTask> tasks, double cap = PaperCap, bool publishedSizes = false)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        var bothRte = tasks.Count(IsRte) == 2;
        return Mixture.Create(name, mixture =>
        {
            foreach (var task in tasks)
            {
                var scale = bothRte && IsRte(task) ? 0.5 : 1;
                mixture.Add(
                    publishedSizes ? Math.Min(task.TrainExamples * scale, cap) : MixingRate.Proportional(cap, scale: scale), task.Name);
            }
        });
    }

    private static bool IsRte(ExMixTask task) => task.Name is "glue_rte" or "super_glue_rte";
}
