using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>What is added to the scores of the attentions of a forward pass. B rows, H heads, Q queries, K keys.</summary>
internal interface IScoreBias
{
    /// <summary>Float32 <c>[B|1, H|1, Q|1, K]</c>; <see langword="null"/>: nothing is added. Only where all scores fit.</summary>
    Tensor? Whole { get; }

    /// <summary>The same for a part, in the caller's dispose scope.</summary>
    Tensor? Of(ScorePart part);
}
