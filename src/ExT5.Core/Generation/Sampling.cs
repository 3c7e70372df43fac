using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Draws each token by its probability: Transformers' <c>do_sample</c>, with a seed.</summary>
/// <param name="Seed">
/// Any number. The draws of an input are a function of the seed, of the input's ids (and of how many equal inputs came
/// before in the call) and of the place in the output: neither the size of the batch, nor what else is in it, nor the
/// run changes them.
/// </param>
/// <param name="Temperature">Divides the scores, above 0; below 1 sharpens, above 1 flattens. Default 1.</param>
/// <param name="TopK">Only so many best tokens are drawn from; 0: all. Default 50, Transformers'.</param>
/// <param name="TopP">Only the best tokens that together reach this probability; 1: all. Default 1.</param>
/// <param name="MinP">Only tokens at least this share as probable as the best one; 0: all. Default 0.</param>
/// <param name="Typical">Only the most typical tokens that together reach this probability; 1: all. Default 1.</param>
/// <param name="ReturnSequences">
/// Outputs drawn of each input, 1 or more; those after the first are its <see cref="GeneratedSequence.Alternatives"/>.
/// Default 1. Transformers' <c>num_return_sequences</c>.
/// </param>
/// <remarks>
/// <see cref="DecodingStrategy.Processors"/> act first, then the filters above in this order, each on what the one
/// before left: <see cref="ExT5.Core.Temperature"/>, <see cref="ExT5.Core.TopK"/>, <see cref="ExT5.Core.TopP"/>,
/// <see cref="ExT5.Core.MinP"/>, <see cref="ExT5.Core.Typical"/> — Transformers' order. A token is drawn by inverting the
/// cumulative distribution in the order of ids, in float64. Finished rows leave the batch.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">A number is outside of its range.</exception>
public sealed record Sampling(
    long Seed = 0,
    double Temperature = 1,
    int TopK = 50,
    double TopP = 1,
    double MinP = 0,
    double Typical = 1,
    int ReturnSequences = 1) : DecodingStrategy, ITokenChooser
{
    /// <summary>Divides the scores; above 0.</summary>
    public double Temperature { get; init => field = Bounds.Above(0, value); } = Bounds.Above(0, Temperature);

    /// <summary>So many best tokens are drawn from; 0: all.</summary>
    public int TopK { get; init => field = Bounds.AtLeast(0, value); } = Bounds.AtLeast(0, TopK);

    /// <summary>The probability that the best tokens reach; above 0 and up to 1.</summary>
    public double TopP { get; init => field = Bounds.Share(value); } = Bounds.Share(TopP);

    /// <summary>The least share of the best token's probability; 0 up to 1.</summary>
    public double MinP { get; init => field = Bounds.Part(value); } = Bounds.Part(MinP);

    /// <summary>The probability that the most typical tokens reach; above 0 and up to 1.</summary>
    public double Typical { get; init => field = Bounds.Share(value); } = Bounds.Share(Typical);

    /// <summary>Outputs drawn of each input; 1 or more.</summary>
    public int ReturnSequences { get; init => field = Bounds.AtLeast(1, value); } = Bounds.AtLeast(1, ReturnSequences);

    /// <summary>More filters, such as <see cref="EpsilonCutoff"/>, that act after those above. Default: none.</summary>
    public IReadOnlyList<ILogitsProcessor> Filters { get; init; } = [];

    /// <inheritdoc/>
    protected internal override int RowsPerInput => ReturnSequences;

    /// <inheritdoc/>
    public override IReadOnlyList<GeneratedSequence> Decode(
        INextTokenLogits logits, DecodingRequest request, CancellationToken cancellationToken = default) =>
        new TokenByToken(this, this, logits, request, ReturnSequences).Finish(cancellationToken);

    Tensor ITokenChooser.Choose(Tensor scores, TokenRows rows)
    {
        using var scope = NewDisposeScope();
        var filtered = scores;
        foreach (var filter in AllFilters())
            filtered = filter.Process(rows.History, ReferenceEquals(filtered, scores) ? scores.clone() : filtered);
        var reached = filtered.softmax(1).cumsum(1, ScalarType.Float64); // [N, V], in the order of ids
        var wanted = Numbers(rows, scores.device) * reached.narrow(1, reached.shape[1] - 1, 1); // [N, 1]
        using Scalar last = scores.shape[1] - 1;
        return (reached <= wanted).sum(1, keepdim: true).clamp_max(last).MoveToOuterDisposeScope();
    }

    private IEnumerable<ILogitsProcessor> AllFilters()
    {
        if (Temperature != 1)
            yield return new Temperature(Temperature);
        if (TopK > 0)
            yield return new TopK(TopK);
        if (TopP < 1)
            yield return new TopP(TopP);
        if (MinP > 0)
            yield return new MinP(MinP);
        if (Typical < 1)
            yield return new Typical(Typical);
        foreach (var filter in Filters)
            yield return filter;
    }

    private Tensor Numbers(TokenRows rows, Device device)
    {
        var history = rows.History;
        var numbers = new double[history.Rows];
        for (var row = 0; row < numbers.Length; row++)
        {
            var own = DrawKey.Join(DrawKey.Join((ulong)Seed, history.Input(row).RandomKey), (ulong)rows.Draw(row));
            numbers[row] = DrawKey.Uniform(DrawKey.Join(own, (ulong)history.Length));
        }

        return tensor(numbers, [numbers.Length, 1], device: device);
    }
}
