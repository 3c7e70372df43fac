using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training;

/// <summary>Answers by the caller's functions.</summary>
internal sealed class FunctionAnswers(
    Func<IReadOnlyList<string>, CancellationToken, IReadOnlyList<string>> generate,
    Func<IReadOnlyList<ScoringInput>, CancellationToken, IReadOnlyList<IReadOnlyList<TargetScore>>>? score) : IAnswers
{
    public IReadOnlyList<string> Generate(
        IReadOnlyList<TextExample> examples, EvaluatedInputs inputs, IReadOnlyList<TextExample> all, CancellationToken cancellationToken) =>
        generate([.. examples.Select(example => example.Input)], cancellationToken);

    public IReadOnlyList<IReadOnlyList<TargetScore>> Score(
        IReadOnlyList<ScoringInput> questions, EvaluatedInputs inputs, CancellationToken cancellationToken) => score is null
        ? throw new InvalidOperationException(
            "A task ranks choices, and the evaluator was made without a function that scores them. Give one, for example T5Scorer.Score.")
        : score(questions, cancellationToken);
}
