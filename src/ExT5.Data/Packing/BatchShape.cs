using System.Globalization;
using System.Text;

namespace ExT5.Data;

/// <summary>The shape of a batch of one process.</summary>
/// <param name="Sequences">
/// Rows B of a batch; at least 1. It counts for each process by itself: W processes (<see cref="PipelineOptions.Shard"/>) take
/// W x B rows at once, so for a global batch of N rows give N / W here. With a <see cref="TokenBudget"/> the most rows.
/// </param>
/// <param name="Inputs">Encoder length S of a row in tokens; at least 2. With a budget the longest.</param>
/// <param name="Targets">Decoder length T of a row in tokens; at least 2. With a budget the longest.</param>
/// <param name="Packed">Put several examples into a row (the default, as T5X trains); false gives one example a row.</param>
public sealed record BatchShape(int Sequences, int Inputs, int Targets, bool Packed = true)
{
    /// <summary>
    /// Examples that are tokenized and packed together, a multiple of 64; default 4096. More fill rows better and take
    /// longer to the first batch.
    /// </summary>
    public int Window { get; init; } = 4096;

    /// <summary>
    /// Most places of a batch of one process, padding included: rows x (longest input + longest target). Examples of like lengths then
    /// share a batch, one a row. Null, the default, gives every batch the same shape.
    /// </summary>
    public int? TokenBudget { get; init; }

    /// <summary>How examples are put into rows; <see cref="PackingMethod.FirstFit"/> by default. Unpacked shapes know none.</summary>
    public PackingMethod Packing { get; init; }

    /// <summary>Batches of any shape within a number of places, one example a row (fairseq's <c>max_tokens</c>).</summary>
    /// <param name="budget">Most places of a batch; at least <paramref name="inputs"/> + <paramref name="targets"/>.</param>
    /// <param name="inputs">Longest input in tokens.</param>
    /// <param name="targets">Longest target in tokens.</param>
    public static BatchShape OfTokens(int budget, int inputs, int targets) =>
        new(int.MaxValue, inputs, targets, Packed: false) { TokenBudget = budget };

    /// <summary>This shape, checked.</summary>
    /// <exception cref="RegistryException">A number is below its least value.</exception>
    internal BatchShape Validated()
    {
        if (Sequences < 1 || Inputs < 2 || Targets < 2)
            throw new RegistryException(
                $"A batch needs at least 1 sequence of 2 inputs and 2 targets, but is {Sequences} x {Inputs} -> {Targets}.");
        if (Window < MixtureSampler.BlockSize || Window % MixtureSampler.BlockSize != 0)
            throw new RegistryException($"A window is a multiple of {MixtureSampler.BlockSize} examples, but is {Window}.");
        if (!Enum.IsDefined(Packing) || (Packing != PackingMethod.FirstFit && !Packed))
            throw new RegistryException($"Examples are packed '{Packing}', but the shape takes one example a row. Set Packed to true, or leave Packing as it is.");
        if (TokenBudget is { } budget && (Packed || budget < Inputs + Targets))
            throw new RegistryException(Packed
                ? "Rows of a token budget hold one example each. Set Packed to false, or make the shape with BatchShape.OfTokens."
                : $"A token budget must hold one row of {Inputs} inputs and {Targets} targets, but is {budget}.");
        return this;
    }

    // Part of fingerprints: a shape that is as it always was keeps its text.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"Sequences = {Sequences}, Inputs = {Inputs}, Targets = {Targets}, Packed = {Packed}, Window = {Window}, TokenBudget = {TokenBudget}");
        if (Packing != PackingMethod.FirstFit) builder.Append(CultureInfo.InvariantCulture, $", Packing = {Packing}");
        return true;
    }
}
