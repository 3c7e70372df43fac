using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>The encoder stack; a block uses its own relative bias or that of the last one that has any.</summary>
internal sealed class T5Encoder : Module
{
    [ComponentName(Name = "block")]
    private readonly ModuleList<T5EncoderBlock> _blocks = new();

    [ComponentName(Name = "final_layer_norm")]
    private readonly RmsNorm _finalNorm;

    private readonly T5Config _config;

    public T5Encoder(T5Config config, AttentionRun run, T5Initializer initializer)
        : base(nameof(T5Encoder))
    {
        _config = config;
        for (var i = 0; i < config.EncoderLayers; i++)
        {
            var parts = Parts(config, initializer, ownsBias: i == 0 || config.BiasPerBlock);
            var sparse = config.Experts is { } experts && ExpertsConfig.IsSparse(i, experts.EncoderStep);
            _blocks.Add(new(config, run, initializer, parts, sparse));
        }

        _finalNorm = new(config, initializer);
        RegisterComponents();
    }

    public IReadOnlyList<T5EncoderBlock> Blocks => [.. _blocks];

    /// <param name="embedded">Float32 <c>[B, S, M]</c>.</param>
    /// <param name="segmentIds"><c>[B, S]</c> or <see langword="null"/>.</param>
    /// <param name="packed">Whether segment ids tell examples apart.</param>
    /// <param name="training">Whether this pass drops out.</param>
    /// <param name="watch">Is told what each layer computed.</param>
    public Tensor Forward(Tensor embedded, Tensor? segmentIds, bool packed, bool training, IForwardWatch? watch = null)
    {
        using var scope = NewDisposeScope();
        var segments = new EncoderSegments(
            segmentIds, packed, (int)embedded.shape[0], (int)embedded.shape[1], embedded.device);
        EncoderPattern? pattern = null;
        var x = TrainingDropout.Apply(embedded, _config.DropoutRate, training);
        for (var i = 0; i < _blocks.Count; i++)
        {
            watch?.Enter($"encoder.block.{i}");
            if (_blocks[i].SelfAttention.Attention is { RelativeBias: not null } owner)
                pattern = EncoderPattern.Of(_config, owner, segments, training);
            x = _blocks[i].Forward(x, pattern!, training, watch);
        }

        x = _finalNorm.forward(x);
        watch?.Enter("encoder");
        watch?.Output("final_layer_norm", x);
        return TrainingDropout.Apply(x, _config.DropoutRate, training).MoveToOuterDisposeScope();
    }

    private static AttentionParts Parts(T5Config config, T5Initializer initializer, bool ownsBias)
    {
        RelativePositionBias? Bias() => ownsBias ? new(config, bidirectional: true, initializer) : null;
        return config.EncoderAttention == EncoderAttention.TransientGlobal
            ? new(Bias(), Bias(), new RmsNorm(config, initializer))
            : new(Bias());
    }
}
