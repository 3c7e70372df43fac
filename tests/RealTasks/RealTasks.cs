using ExT5.Data;

namespace ExT5.Tests;

/// <summary>Tasks over the datasets that may lie beside the repository: each with source, typed row, T5's way of writing it and metrics.</summary>
internal static partial class RealTasks
{
    private static readonly DelimitedFormat BareTsv = DelimitedFormat.Tsv with { Header = false };

    private static readonly DelimitedFormat BareCsv = DelimitedFormat.Csv with { Header = false };

    /// <summary>All tasks.</summary>
    /// <param name="dataFolder">The folder with the manifest.</param>
    public static IReadOnlyList<RealTask> In(string dataFolder)
    {
        var folder = Path.Combine(dataFolder, "tasks");
        return
        [
            .. Summarization(folder), .. Dialogue(folder), .. Inference(folder), .. Classification(folder), .. SemanticParsing(folder),
            .. Commonsense(folder), .. ClosedBook(folder), .. ReadingComprehension(folder), .. Others(folder),
        ];
    }

    private static FileSourceOptions Splits(string train, string validation) => new()
    {
        SplitNames = new Dictionary<string, string> { ["train"] = train, ["validation"] = validation },
    };

    private static RealTask Task<T>(
        string name, TaskFamily family, IDataSource<T> source, Func<T, TextExample> format, params IMetric[] metrics) => new(
        name,
        Seq2SeqTask.Create<T>(name, task => task.InFamily(family).ReadFrom(source).Format(format).ScoreWith(metrics)),
        name);

    private static RealTask Labels(string name, TaskFamily family, IDataSource<LabelledText> source, params IMetric[] metrics) =>
        Task(name, family, source, row => new TextExample($"{name} sentence: {row.Text}", row.Label), metrics is [] ? [new Accuracy()] : metrics);

    private static RealTask Pairs(
        string name, TaskFamily family, string first, string second, IDataSource<LabelledPair> source, params IMetric[] metrics) => Task(
        name, family, source, row => new TextExample($"{name} {first}: {row.First} {second}: {row.Second}", row.Label),
        metrics is [] ? [new Accuracy()] : metrics);

    private static RealTask Choices(string name, TaskFamily family, IDataSource<Choice> source) => Task(name, family, source, row => new TextExample(
        $"{name} question: {row.Text} choices: {string.Join(" ", row.Choices.Select((choice, place) => $"({(char)('a' + place)}) {choice}"))}",
        row.Choices[row.Right])
    { Choices = row.Choices }, new Accuracy());

    private static RealTask Questions(string name, TaskFamily family, IDataSource<Question> source, params IMetric[] metrics) => Task(
        name, family, source, row => new TextExample(
            row.Context.Length == 0 ? $"{name} question: {row.Text}" : $"{name} question: {row.Text} context: {row.Context}", row.Answers[0])
        { References = row.Answers, Group = row.Group },
        metrics is [] ? [new TokenF1(), new ExactMatch()] : metrics);

    private static RealTask Texts(string name, TaskFamily family, string verb, IDataSource<TextToText> source, params IMetric[] metrics) => Task(
        name, family, source, row => new TextExample($"{verb}: {row.Source}", row.Targets[0]) { References = row.Targets }, metrics);
}
