using ExT5.Data;

namespace ExT5.Training;

/// <summary>Where the reweighting of a run stands.</summary>
/// <param name="Weights">The weights.</param>
/// <param name="ExcessSums">Excess loss of each task's tokens since the last update.</param>
/// <param name="Tokens">Each task's tokens since the last update.</param>
/// <param name="LastExcess">Each task's mean excess when it was last seen; 0 before.</param>
internal sealed record ReweightingState(
    DoReMi Weights, IReadOnlyList<double> ExcessSums, IReadOnlyList<double> Tokens, IReadOnlyList<double> LastExcess)
{
    public static ReweightingState StartOf(DoReMiReweighting reweighting, IReadOnlyList<MixtureShare> shares)
    {
        double[] own = [.. shares.Select(share => share.Weight)];
        var none = new double[own.Length];
        return new(new DoReMi(own, own, 0, reweighting.StepSize, reweighting.Smoothing), none, none, none);
    }
}
