using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>The decoder stack; a block uses its own relative bias or that of the last one that has any.</summary>
internal sealed class T5Decoder : Module
{
    [ComponentName(Name = "block")]
    private readonly ModuleList<T5DecoderBlock> _blocks = new();

    [ComponentName(Name = "final_layer_norm")]
    private readonly RmsNorm _finalNorm;

    private readonly double _dropoutRate;

    public T5Decoder(T5Config config, AttentionRun run, T5Initializer initializer)
        : base(nameof(T5Decoder))
    {
        for (var i = 0; i < config.DecoderLayers; i++)
        {
            var bias = i == 0 || config.BiasPerBlock ? new RelativePositionBias(config, bidirectional: false, initializer) : null;
            var sparse = config.Experts is { } experts && ExpertsConfig.IsSparse(i, experts.DecoderStep);
            _blocks.Add(new(config, run, initializer, new(bias), sparse));
        }

        _finalNorm = new(config, initializer);
        _dropoutRate = config.DropoutRate;
        RegisterComponents();
    }

    public IReadOnlyList<T5DecoderBlock> Blocks => [.. _blocks];

    /// <param name="embedded">Float32 <c>[B, T, M]</c>.</param>
    /// <param name="memory">The encoder's output <c>[B, S, M]</c>.</param>
    /// <param name="segmentIds"><c>[B, T]</c> or <see langword="null"/>.</param>
    /// <param name="memorySegmentIds"><c>[B, S]</c> or <see langword="null"/>.</param>
    /// <param name="packed">Whether segment ids tell examples apart.</param>
    /// <param name="packedMemory">Whether they do in the memory too; otherwise all examples of a row see all of it.</param>
    /// <param name="training">Whether this pass drops out.</param>
    /// <param name="watch">Is told what each layer computed.</param>
    public Tensor Forward(
        Tensor embedded, Tensor memory, Tensor? segmentIds, Tensor? memorySegmentIds, bool packed, bool packedMemory,
        bool training, IForwardWatch? watch = null)
    {
        using var scope = NewDisposeScope();
        SelfBias? selfBias = null;
        var crossBias = new GivenBias(AttentionBias.Cross(segmentIds, memorySegmentIds, packedMemory));
        var (rows, length) = ((int)embedded.shape[0], (int)embedded.shape[1]);
        var x = TrainingDropout.Apply(embedded, _dropoutRate, training);
        for (var i = 0; i < _blocks.Count; i++)
        {
            watch?.Enter($"decoder.block.{i}");
            if (_blocks[i].SelfAttention.Attention.RelativeBias is { } relative)
                selfBias = new(relative, rows, length, segmentIds, packed, causal: true, training);
            x = _blocks[i].Forward(x, memory, selfBias!, crossBias, training, watch);
        }

        x = FinalNorm(x);
        watch?.Enter("decoder");
        watch?.Output("final_layer_norm", x);
        return TrainingDropout.Apply(x, _dropoutRate, training).MoveToOuterDisposeScope();
    }

    /// <summary>The norm after the last block.</summary>
    public Tensor FinalNorm(Tensor x) => _finalNorm.forward(x);
}
