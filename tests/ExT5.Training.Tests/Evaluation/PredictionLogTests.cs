using ExT5.Data;

namespace ExT5.Training.Tests.Evaluation;

public sealed class PredictionLogTests : IDisposable
{
    private static readonly ScoredPrediction Row = new(
        "t", "in \u2028 😀", ["a", ""], "", new Dictionary<string, double[]> { ["f1"] = [double.NaN, 0.5] })
    {
        Group = "g",
        Choices = ["a", "b"],
        ChoiceScores = [-1, double.NegativeInfinity],
    };

    private readonly TemporaryFolder _folder = new();

    private string File => System.IO.Path.Combine(_folder.Path, "answers.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back()
    {
        using (var log = PredictionLog.Create(File)) log.Write(Row);

        var read = Assert.Single(PredictionLog.Read(File));

        Assert.Equal((Row.Input, Row.Prediction, Row.Group), (read.Input, read.Prediction, read.Group));
        Assert.Equal(Row.References, read.References);
        Assert.Equal(Row.ChoiceScores, read.ChoiceScores);
        Assert.Equal(Row.Measurements["f1"], read.Measurements["f1"]);
    }

    [Fact]
    public void Appending_goes_on_behind_the_last_whole_line()
    {
        using (var log = PredictionLog.Create(File)) log.Write(Row);
        System.IO.File.AppendAllText(File, """{"task":"torn""");

        using (var log = PredictionLog.Append(File)) log.Write(Row with { Prediction = "second" });

        Assert.Equal(["", "second"], PredictionLog.Read(File).Select(row => row.Prediction));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("null")]
    public void A_line_that_is_no_prediction_is_named(string line)
    {
        using (var log = PredictionLog.Create(File)) log.Write(Row);
        System.IO.File.AppendAllText(File, line + "\n");

        var error = Assert.Throws<DataSourceException>(() => PredictionLog.Read(File).ToList());

        Assert.Equal((File, 2L), (error.Path, error.Line));
    }

    [Fact]
    public async Task An_evaluation_writes_a_file_a_task_and_leaves_an_earlier_one_when_it_fails()
    {
        var path = System.IO.Path.Combine(_folder.Path, "choice.jsonl");
        await EvaluateAsync((inputs, _) => [.. inputs.Select(_ => "blue")]);
        var before = System.IO.File.ReadAllText(path);

        await Assert.ThrowsAsync<InvalidOperationException>(() => EvaluateAsync(ChoiceTask.Refuse));

        Assert.Equal(3, PredictionLog.Read(path).Count());
        Assert.Equal(before, System.IO.File.ReadAllText(path));
    }

    [Fact]
    public void Names_of_tasks_are_names_of_files_on_every_system() =>
        Assert.Equal(System.IO.Path.Combine("x", "a%3Ab%23c.jsonl"), PredictionFile.PathOf("x", "a:b#c"));

    private Task<TaskScore> EvaluateAsync(Func<IReadOnlyList<string>, CancellationToken, IReadOnlyList<string>> answer) =>
        ChoiceTask.EvaluateAsync(new Evaluator(
            answer, ChoiceTask.Registry(task => task.ScoreWith(new Accuracy()), ChoiceTask.Rows), new() { PredictionFolder = _folder.Path }));
}
