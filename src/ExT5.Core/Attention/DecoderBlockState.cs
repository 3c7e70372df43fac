using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// What one decoder block keeps between decoding steps: its weights joined and in the compute type, the encoder's keys
/// and values, and the cache of its own.
/// </summary>
internal sealed class DecoderBlockState : IDisposable
{
    /// <param name="block">The block.</param>
    /// <param name="memory">The encoder's output <c>[N, S, M]</c>.</param>
    public DecoderBlockState(T5DecoderBlock block, Tensor memory)
    {
        using var scope = NewDisposeScope();
        SelfBias = block.SelfAttention.Attention.RelativeBias is { } relative ? new(relative) : null;
        SelfWeights = block.SelfAttention.Attention.SelfWeights(training: false);
        CrossWeights = block.CrossAttention.Attention.CrossWeights(training: false);
        FeedForwardWeights = block.FeedForward.Weights(training: false);
        // Heads are views across one buffer: each step reads them whole, so they are laid out once.
        var heads = block.CrossAttention.Attention.Heads(memory, CrossWeights.Memory!);
        EncoderKeysAndValues = [heads[0].contiguous(), heads[1].contiguous()];
        scope.Detach(Owned());
    }

    /// <summary>Where the block owns a relative bias; the blocks after it use it too.</summary>
    public DecodingBias? SelfBias { get; }

    public AttentionWeights SelfWeights { get; }

    public AttentionWeights CrossWeights { get; }

    public FeedForwardWeights[] FeedForwardWeights { get; }

    public KeyValueCache Cache { get; } = new();

    /// <summary>Keys and values of the encoder's output, each <c>[N, H, S, D]</c>.</summary>
    public Tensor[] EncoderKeysAndValues { get; }

    /// <summary>Replaces row i of the encoder's keys and values by row <c>rows[i]</c> of before.</summary>
    public void SelectEncoderRows(Tensor rows)
    {
        for (var i = 0; i < EncoderKeysAndValues.Length; i++)
        {
            var selected = EncoderKeysAndValues[i].index_select(0, rows).DetachFromDisposeScope();
            EncoderKeysAndValues[i].Dispose();
            EncoderKeysAndValues[i] = selected;
        }
    }

    public void Dispose()
    {
        foreach (var tensor in Owned())
            tensor.Dispose();
        Cache.Dispose();
        SelfBias?.Dispose();
    }

    private IEnumerable<Tensor> Owned() =>
    [
        SelfWeights.Inputs.Joined, SelfWeights.Output.Joined,
        CrossWeights.Inputs.Joined, CrossWeights.Memory!.Joined, CrossWeights.Output.Joined,
        .. FeedForwardWeights.SelectMany(weights => new[] { weights.Inner.Joined, weights.Output.Joined }),
        .. EncoderKeysAndValues,
    ];
}
