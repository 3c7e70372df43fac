using ExT5.Data;

namespace ExT5.Training.Tests.Evaluation;

/// <summary>A task small enough to score by hand.</summary>
internal static class ColorTask
{
    public static TaskRegistry Registry(params IMetric[] metrics) => new TaskRegistryBuilder()
        .AddTask<TextExample>("color", task => task
            .InFamily(TaskFamily.ClosedBookQA).ReadFrom(new Rows()).Format(row => row).ScoreWith(metrics))
        .AddTask<TextExample>("unscored", task => task.ReadFrom(new Rows()).Format(row => row))
        .AddTask<TextExample>("text", task => task
            .ReadFrom(new Rows()).Denoise(row => row.Input, new SpanCorruption()).ScoreWith(metrics))
        .AddMixture("all", mixture => mixture.Add(1, "color", "unscored", "text"))
        .Build();

    /// <summary>Right about all but grass.</summary>
    public static IReadOnlyList<string> Answer(IReadOnlyList<string> inputs, CancellationToken cancellationToken) =>
        [.. inputs.Select(input => input switch
        {
            "color of: sky" or "color of: sea" => "blue",
            "color of: blood" => "red",
            _ => "purple",
        })];

    private sealed class Rows : IDataSource<TextExample>
    {
        public ValueTask<IReadOnlyList<TextExample>> OpenAsync(DatasetSplit split, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IReadOnlyList<TextExample>>(split == DatasetSplit.Train
                ? [new("color of: jeans", "blue"), new("color of: ice", "blue"), new("color of: rose", "red")]
                : [new("color of: sky", "blue"), new("color of: sea", "blue"), new("color of: blood", "red"), new("color of: grass", "green")]);
    }
}
