using ExT5.Core;
using ExT5.Data;
using ExT5.Training;

namespace FineTune;

/// <summary>What the model knows of the task's validation rows.</summary>
/// <param name="Accuracy">Of generated answers, in percent.</param>
/// <param name="BestBaseline">Of answering without a model.</param>
/// <param name="Perplexity">Of the right answers.</param>
internal sealed record Measurement(double Accuracy, BaselineScore BestBaseline, double Perplexity);

/// <summary>Measures a model and sets two measurements in a table.</summary>
internal sealed class BeforeAndAfter(T5Model model, Vocabulary vocabulary, TaskRegistry registry)
{
    private const int Rows = 120;

    public async Task<Measurement> MeasureAsync(CancellationToken stopping)
    {
        var options = new EvaluationOptions { ExamplesPerTask = Rows };
        var evaluator = new Evaluator(new T5Generator(model, vocabulary), vocabulary, registry, options);
        await foreach (var score in evaluator.EvaluateAsync("task", cancellationToken: stopping))
        {
            var answers = score.Predictions.Select(row => new ScoringInput(row.Input, row.References[0])).ToList();
            return new(score.Score, score.BestBaseline, new T5Scorer(model, vocabulary).Perplexity(answers, stopping));
        }

        throw new DataSourceException("--data", null, "The task has no validation rows; name a file with {split} in its path.");
    }

    public static void Print(Measurement before, Measurement after)
    {
        Console.WriteLine($"{"",-12} {"before",8} {"after",8}   without a model");
        Console.WriteLine($"{"accuracy",-12} {before.Accuracy,8:F1} {after.Accuracy,8:F1}   {after.BestBaseline.Score:F1} ({after.BestBaseline.Name})");
        Console.WriteLine($"{"perplexity",-12} {before.Perplexity,8:F2} {after.Perplexity,8:F2}");
    }
}
