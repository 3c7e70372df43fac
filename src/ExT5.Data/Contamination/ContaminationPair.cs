namespace ExT5.Data;

/// <summary>What a training set holds of an evaluation set.</summary>
/// <param name="Training">Name of the training task.</param>
/// <param name="Evaluation">Name of the evaluation task.</param>
/// <param name="Of">Examples of the evaluation set.</param>
/// <param name="Examples">Indices of the examples hit, ascending, by a run of words or exactly.</param>
/// <param name="Exact">Those whose whole input is the input of a training row.</param>
/// <param name="TrainingRows">Indices of the training rows that hit one, ascending.</param>
public sealed record ContaminationPair(
    string Training, string Evaluation, int Of, IReadOnlyList<int> Examples, IReadOnlyList<int> Exact, IReadOnlyList<int> TrainingRows)
{
    /// <summary>Share of the evaluation set that is hit, from 0 to 1.</summary>
    public double Share => (double)Examples.Count / Of;
}
