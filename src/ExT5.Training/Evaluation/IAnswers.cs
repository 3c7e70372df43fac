using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training;

/// <summary>What an evaluation asks: a model, or functions that stand for one.</summary>
internal interface IAnswers
{
    /// <summary>One text for each example.</summary>
    /// <param name="examples">Some examples of a task, in the order of its split.</param>
    /// <param name="inputs">Cuts their inputs and counts that.</param>
    /// <param name="all">All examples of the task; the longest reference among them limits the answers.</param>
    /// <param name="cancellationToken">Stops between two decoding steps.</param>
    IReadOnlyList<string> Generate(
        IReadOnlyList<TextExample> examples, EvaluatedInputs inputs, IReadOnlyList<TextExample> all, CancellationToken cancellationToken);

    /// <summary>The likelihood of each target of each input.</summary>
    /// <param name="questions">The inputs and their targets.</param>
    /// <param name="inputs">Cuts the inputs and counts that.</param>
    /// <param name="cancellationToken">Stops between two decoding steps.</param>
    IReadOnlyList<IReadOnlyList<TargetScore>> Score(
        IReadOnlyList<ScoringInput> questions, EvaluatedInputs inputs, CancellationToken cancellationToken);
}
