using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Makes ids of a row's own input more likely: their scores are multiplied by a penalty when positive and divided by it
/// when negative. Transformers' <c>encoder_repetition_penalty</c>, which with beams reaches the first rows only; this
/// one reaches all.
/// </summary>
/// <param name="Penalty">Above 0; 1 changes nothing, above 1 keeps outputs to the input's ids.</param>
/// <exception cref="ArgumentOutOfRangeException">The penalty is not a finite number above 0.</exception>
public sealed record EncoderRepetitionPenalty(double Penalty) : ILogitsProcessor
{
    /// <summary>Above 0; 1 changes nothing, above 1 keeps outputs to the input's ids.</summary>
    public double Penalty { get; init => field = Bounds.Above(0, value); } = Bounds.Above(0, Penalty);

    /// <inheritdoc/>
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(scores);
        using var scope = NewDisposeScope();
        var vocabulary = scores.shape[1];
        long[] places = [.. Enumerable.Range(0, history.Rows).SelectMany(row =>
            history.Input(row).Ids.Distinct().Where(id => id < vocabulary).Select(id => (row * vocabulary) + id))];
        if (places.Length == 0)
            return scores;
        var at = tensor(places, device: scores.device);
        var flat = scores.view(-1);
        var seen = flat.index_select(0, at);
        using Scalar penalty = Penalty, zero = 0;
        flat.index_copy_(0, at, where(seen.lt(zero), seen / penalty, seen * penalty));
        return scores;
    }
}
