namespace ExT5.Data;

/// <summary>
/// Tasks whose scores a leaderboard averages: the mean of a task's metrics first, then the mean over the tasks with equal weights.
/// </summary>
/// <param name="Name">Name of the benchmark.</param>
/// <param name="Tasks">Its tasks; one at least.</param>
public sealed record Benchmark(string Name, IReadOnlyList<BenchmarkTask> Tasks)
{
    /// <summary>
    /// GLUE (Wang et al., 2018) as its leaderboard averages it: CoLA, SST-2, MRPC, STS-B, QQP, MNLI (matched and mismatched
    /// averaged first), QNLI, RTE and WNLI; the diagnostic set does not count.
    /// </summary>
    /// <param name="withWnli">Count WNLI; T5 leaves it out of its averages over validation sets.</param>
    /// <param name="taskName">
    /// Gives the registered name for <c>glue_cola</c>, <c>glue_sst2</c>, <c>glue_mrpc</c>, <c>glue_stsb</c>, <c>glue_qqp</c>,
    /// <c>glue_mnli</c> (matched), <c>glue_mnli_mismatched</c>, <c>glue_qnli</c>, <c>glue_rte</c> and <c>glue_wnli</c>; null
    /// takes these names, those of the ExMix tasks.
    /// </param>
    public static Benchmark Glue(bool withWnli = true, Func<string, string>? taskName = null)
    {
        List<BenchmarkTask> tasks =
        [
            Task("CoLA", taskName, "glue_cola", "matthews_corrcoef"), Task("SST-2", taskName, "glue_sst2", "accuracy"),
            Task("MRPC", taskName, "glue_mrpc", "f1", "accuracy"), Task("STS-B", taskName, "glue_stsb", "pearson_corrcoef", "spearman_corrcoef"),
            Task("QQP", taskName, "glue_qqp", "f1", "accuracy"),
            new("MNLI", [Part(taskName, "glue_mnli", "accuracy"), Part(taskName, "glue_mnli_mismatched", "accuracy")]),
            Task("QNLI", taskName, "glue_qnli", "accuracy"), Task("RTE", taskName, "glue_rte", "accuracy"),
        ];
        if (withWnli) tasks.Add(Task("WNLI", taskName, "glue_wnli", "accuracy"));
        return new("GLUE", tasks);
    }

    /// <summary>
    /// SuperGLUE (Wang et al., 2019) as its leaderboard averages it: BoolQ, CB (F1 and accuracy), COPA, MultiRC (F1a and EM),
    /// ReCoRD (F1 and EM), RTE, WiC and WSC; the diagnostic sets do not count.
    /// </summary>
    /// <param name="taskName">
    /// Gives the registered name for <c>super_glue_boolq</c>, <c>super_glue_cb</c>, <c>super_glue_copa</c>,
    /// <c>super_glue_multirc</c>, <c>super_glue_record</c>, <c>super_glue_rte</c>, <c>super_glue_wic</c> and
    /// <c>super_glue_wsc</c>; null takes these names, those of the ExMix tasks.
    /// </param>
    public static Benchmark SuperGlue(Func<string, string>? taskName = null) => new("SuperGLUE",
    [
        Task("BoolQ", taskName, "super_glue_boolq", "accuracy"), Task("CB", taskName, "super_glue_cb", "mean_3class_f1", "accuracy"),
        Task("COPA", taskName, "super_glue_copa", "accuracy"), Task("MultiRC", taskName, "super_glue_multirc", "f1", "exact_match"),
        Task("ReCoRD", taskName, "super_glue_record", "f1", "em"), Task("RTE", taskName, "super_glue_rte", "accuracy"),
        Task("WiC", taskName, "super_glue_wic", "accuracy"), Task("WSC", taskName, "super_glue_wsc", "accuracy"),
    ]);

    /// <summary>Averages what was measured.</summary>
    /// <param name="values">The values of each registered task by its name; tasks of no benchmark may be among them.</param>
    /// <returns>The average, or what is missing for it.</returns>
    public BenchmarkScore Score(IReadOnlyDictionary<string, IReadOnlyList<MetricValue>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var scores = new List<MetricValue>();
        var missing = new List<string>();
        foreach (var task in Tasks)
        {
            var absent = missing.Count;
            var parts = task.Parts.Select(part => Mean(part, values, missing)).ToList();
            if (missing.Count == absent) scores.Add(new MetricValue(task.Name, parts.Average()));
        }
        return new(Name, missing.Count == 0 && scores.Count > 0 ? scores.Average(score => score.Value) : null, scores, missing);
    }

    private static double Mean(
        BenchmarkPart part, IReadOnlyDictionary<string, IReadOnlyList<MetricValue>> values, List<string> missing)
    {
        var known = values.GetValueOrDefault(part.Task) ?? [];
        var sum = 0.0;
        foreach (var metric in part.Metrics)
        {
            var found = known.Where(value => value.Name == metric).ToList();
            if (found.Count == 0) missing.Add($"{part.Task}/{metric}");
            else sum += found[0].Value;
        }
        return sum / part.Metrics.Count;
    }

    private static BenchmarkTask Task(string name, Func<string, string>? taskName, string task, params string[] metrics) =>
        new(name, [Part(taskName, task, metrics)]);

    private static BenchmarkPart Part(Func<string, string>? taskName, string task, params string[] metrics) =>
        new(taskName?.Invoke(task) ?? task, metrics);
}
