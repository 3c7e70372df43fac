using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>The encoder stack; its first block owns the relative bias that all blocks use.</summary>
internal sealed class T5Encoder : Module
{
    [ComponentName(Name = "block")]
    private readonly ModuleList<T5EncoderBlock> _blocks = new();

    [ComponentName(Name = "final_layer_norm")]
    private readonly RmsNorm _finalNorm;

    private readonly double _dropoutRate;

    public T5Encoder(T5Config config, AttentionRun run, T5Initializer initializer)
        : base(nameof(T5Encoder))
    {
        for (var i = 0; i < config.EncoderLayers; i++)
        {
            var bias = i == 0 ? new RelativePositionBias(config, bidirectional: true, initializer) : null;
            var sparse = config.Experts is { } experts && ExpertsConfig.IsSparse(i, experts.EncoderStep);
            _blocks.Add(new(config, run, initializer, bias, sparse));
        }

        _finalNorm = new(config, initializer);
        _dropoutRate = config.DropoutRate;
        RegisterComponents();
    }

    /// <param name="embedded">Float32 <c>[B, S, M]</c>.</param>
    /// <param name="segmentIds"><c>[B, S]</c> or <see langword="null"/>.</param>
    /// <param name="packed">Whether segment ids tell examples apart.</param>
    /// <param name="watch">Is told what each layer computed.</param>
    public Tensor Forward(Tensor embedded, Tensor? segmentIds, bool packed, IForwardWatch? watch = null)
    {
        using var scope = NewDisposeScope();
        var relative = _blocks[0].SelfAttention.Attention.RelativeBias!.Square((int)embedded.shape[1]);
        var bias = AttentionBias.Self(relative, segmentIds, packed, causal: false);
        var x = TrainingDropout.Apply(embedded, _dropoutRate, training);
        for (var i = 0; i < _blocks.Count; i++)
        {
            watch?.Enter($"encoder.block.{i}");
            x = _blocks[i].Forward(x, bias, watch);
        }

        x = _finalNorm.forward(x);
        watch?.Enter("encoder");
        watch?.Output("final_layer_norm", x);
        return TrainingDropout.Apply(x, _dropoutRate, training).MoveToOuterDisposeScope();
    }
}
