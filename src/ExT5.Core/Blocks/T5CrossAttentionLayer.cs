using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary><c>y = x + dropout(attention(norm(x), memory))</c>, the decoder looking at the encoder's output.</summary>
internal sealed class T5CrossAttentionLayer : Module
{
    [ComponentName(Name = "EncDecAttention")]
    private readonly T5Attention _attention;

    [ComponentName(Name = "layer_norm")]
    private readonly RmsNorm _norm;

    private readonly double _dropoutRate;

    public T5CrossAttentionLayer(T5Config config, AttentionRun run, T5Initializer initializer)
        : base(nameof(T5CrossAttentionLayer))
    {
        _attention = new(config, run, initializer);
        _norm = new(config, initializer);
        _dropoutRate = config.DropoutRate;
        RegisterComponents();
    }

    public T5Attention Attention => _attention;

    /// <param name="x">Float32 <c>[B, T, M]</c>.</param>
    /// <param name="memory">The encoder's output <c>[B, S, M]</c>.</param>
    /// <param name="bias">Gives what is added to the scores.</param>
    /// <param name="training">Whether this pass drops out.</param>
    public Tensor Forward(Tensor x, Tensor memory, IScoreBias bias, bool training)
    {
        using var scope = NewDisposeScope();
        var weights = _attention.CrossWeights(training);
        var keysAndValues = _attention.Heads(memory, weights.Memory!);
        var y = Attend(x, weights, keysAndValues, bias, training);
        return x.add(TrainingDropout.Apply(y, _dropoutRate, training), Scalars.One).MoveToOuterDisposeScope();
    }

    /// <summary>One decoding step over keys and values computed before.</summary>
    public Tensor Step(Tensor x, AttentionWeights weights, Tensor[] keysAndValues, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        return x.add(Attend(x, weights, keysAndValues, new GivenBias(bias), training: false), Scalars.One).MoveToOuterDisposeScope();
    }

    private Tensor Attend(Tensor x, AttentionWeights weights, Tensor[] keysAndValues, IScoreBias bias, bool training)
    {
        var query = _attention.Heads(_norm.forward(x), weights.Inputs)[0];
        return _attention.Attend(query, keysAndValues[0], keysAndValues[1], bias, weights.Output, training);
    }
}
