using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training;

/// <summary>Turns examples of a task into predictions: generated texts, or choices ranked by their likelihood.</summary>
internal sealed class TaskAnswerer(Seq2SeqTask task, IAnswers answers)
{
    /// <summary>What was cut of the inputs so far.</summary>
    public EvaluatedInputs Inputs { get; } = new(task.Truncation.Inputs);

    /// <summary>Predictions for some of a task's examples.</summary>
    /// <param name="examples">The examples to answer.</param>
    /// <param name="all">All examples of the task.</param>
    /// <param name="cancellationToken">Stops between two decoding steps.</param>
    public IReadOnlyList<Prediction> Answer(
        IReadOnlyList<TextExample> examples, IReadOnlyList<TextExample> all, CancellationToken cancellationToken) =>
        task.Ranking is { } ranking
            ? Rank(ranking, examples, cancellationToken)
            : Generate(examples, all, cancellationToken);

    private List<Prediction> Generate(
        IReadOnlyList<TextExample> examples, IReadOnlyList<TextExample> all, CancellationToken cancellationToken)
    {
        var texts = answers.Generate(examples, Inputs, all, cancellationToken);
        RequireOneEach(texts?.Count ?? 0, examples.Count, "answers");
        for (var row = 0; row < texts!.Count; row++) Require(texts[row], "answer", examples[row].Input);
        return [.. examples.Zip(texts, (example, text) => PredictionOf(example) with { Text = text })];
    }

    private List<Prediction> Rank(ChoiceRanking ranking, IReadOnlyList<TextExample> examples, CancellationToken cancellationToken)
    {
        var scores = Score([.. examples.Select(example => new ScoringInput(example.Input, ChoicesOf(example)))], Inputs, cancellationToken);
        var priors = ranking.Normalization == RankNormalization.Prior ? Priors(ranking, examples, cancellationToken) : null;
        var metric = new RankClassification(ranking.Normalization);
        return [.. examples.Select((example, row) =>
        {
            var prediction = PredictionOf(example) with
            {
                ChoiceScores = [.. scores[row].Select(score => score.LogLikelihood)],
                ChoiceTokens = [.. scores[row].Select(score => score.TokenCount)],
                ChoicePriors = priors is null ? null : [.. example.Choices!.Select(choice => priors[choice])],
            };
            return prediction with { Text = metric.Best(prediction) };
        })];
    }

    // The input without the question is the same for all examples, so each different choice is scored once.
    private Dictionary<string, double> Priors(
        ChoiceRanking ranking, IReadOnlyList<TextExample> examples, CancellationToken cancellationToken)
    {
        string[] choices = [.. examples.SelectMany(example => example.Choices!).Distinct(StringComparer.Ordinal)];
        var scores = Score([new ScoringInput(ranking.PriorInput, choices)], new(task.Truncation.Inputs), cancellationToken)[0];
        return choices.Zip(scores).ToDictionary(pair => pair.First, pair => pair.Second.LogLikelihood, StringComparer.Ordinal);
    }

    private IReadOnlyList<IReadOnlyList<TargetScore>> Score(
        ScoringInput[] questions, EvaluatedInputs inputs, CancellationToken cancellationToken)
    {
        var scores = answers.Score(questions, inputs, cancellationToken);
        RequireOneEach(scores?.Count ?? 0, questions.Length, "lists of scores");
        for (var row = 0; row < questions.Length; row++)
        {
            Require(scores![row], "list of scores", questions[row].Input);
            RequireOneEach(scores[row].Count, questions[row].Targets.Count, "scores", "choices");
            foreach (var score in scores[row]) Require(score, "score", questions[row].Input);
        }

        return scores!;
    }

    private IReadOnlyList<string> ChoicesOf(TextExample example) => example.Choices is { Count: > 0 } choices
        ? choices
        : throw new InvalidOperationException(
            $"Task '{task.Name}' ranks choices, and the example '{example.Input}' has none. Set TextExample.Choices in its format.");

    private void RequireOneEach(int given, int wanted, string what, string of = "inputs")
    {
        if (given != wanted)
            throw new InvalidOperationException(
                $"Task '{task.Name}': {given} {what} came for {wanted} {of}. Give one for each.");
    }

    private void Require(object? given, string what, string input)
    {
        if (given is null)
            throw new InvalidOperationException(
                $"Task '{task.Name}': the {what} to '{input}' is null. Give a text or score for each input; an answer that says nothing is empty.");
    }

    private static Prediction PredictionOf(TextExample example) =>
        new("", example.References) { Group = example.Group, Choices = example.Choices };
}
