using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ExT5.Core;

/// <summary>
/// Multi-head attention, <c>concat over heads of softmax(q k^T + bias) v, times W_o</c>.
/// B rows, Q queries, K keys, H heads, D head size, M model size.
/// </summary>
internal sealed class T5Attention : Module
{
    [ComponentName(Name = "q")]
    private readonly Projection _query;

    [ComponentName(Name = "k")]
    private readonly Projection _key;

    [ComponentName(Name = "v")]
    private readonly Projection _value;

    [ComponentName(Name = "o")]
    private readonly Projection _output;

    [ComponentName(Name = "relative_attention_bias")]
    private readonly RelativePositionBias? _relativeBias;

    [ComponentName(Name = "global_relative_attention_bias")]
    private readonly RelativePositionBias? _globalBias;

    [ComponentName(Name = "global_input_layer_norm")]
    private readonly RmsNorm? _globalNorm;

    private readonly AttentionRun _run;
    private readonly long _heads;
    private readonly long _headSize;

    public T5Attention(T5Config config, AttentionRun run, T5Initializer initializer, AttentionParts? parts = null)
        : base(nameof(T5Attention))
    {
        (_run, _heads, _headSize) = (run, config.Heads, config.KeyValueSize);
        long model = config.ModelSize;
        var inner = _heads * _headSize;
        // The missing division by the root of the head size is folded into the initial queries.
        _query = new(model, inner, Math.Pow(model * _headSize, -0.5), initializer);
        _key = new(model, inner, Math.Pow(model, -0.5), initializer);
        _value = new(model, inner, Math.Pow(model, -0.5), initializer);
        _output = new(inner, model, Math.Pow(inner, -0.5), initializer);
        (_relativeBias, _globalBias, _globalNorm) = (parts?.RelativeBias, parts?.GlobalBias, parts?.GlobalNorm);
        RegisterComponents();
    }

    /// <summary>The relative bias of the stack, in its first block only; in UMT5 in every block.</summary>
    public RelativePositionBias? RelativeBias => _relativeBias;

    /// <summary>The bias towards summaries by distance of blocks, where <see cref="RelativeBias"/> is; transient-global only.</summary>
    public RelativePositionBias? GlobalBias => _globalBias;

    /// <summary>The norm of the summaries; transient-global only.</summary>
    public RmsNorm? GlobalNorm => _globalNorm;

    /// <summary>The weights for attention inside one sequence, in the compute type.</summary>
    public AttentionWeights SelfWeights(bool training) =>
        new(Projection.Join(_run.Type, training, _query, _key, _value), null, _output.Weight(_run.Type, training));

    /// <summary>The weights for attention to another sequence, in the compute type.</summary>
    public AttentionWeights CrossWeights(bool training) => new(
        _query.Weight(_run.Type, training), Projection.Join(_run.Type, training, _key, _value), _output.Weight(_run.Type, training));

    /// <summary>Queries, keys and values of <paramref name="x"/>, each <c>[B, H, L, D]</c>.</summary>
    /// <param name="x"><c>[B, L, M]</c>.</param>
    /// <param name="weights">One to three projections <c>[parts * H * D, M]</c>.</param>
    public Tensor[] Heads(Tensor x, ProjectionWeights weights)
    {
        using var scope = NewDisposeScope();
        var heads = weights.IsJoined ? Heads(x, weights.Joined) : [.. weights.ApplyEach(x).Select(OfOne)];
        scope.MoveToOuter(heads);
        return heads;
    }

    /// <summary>Attends and projects back to the model size.</summary>
    /// <param name="query"><c>[B, H, Q, D]</c>.</param>
    /// <param name="key"><c>[B, H, K, D]</c>.</param>
    /// <param name="value"><c>[B, H, K, D]</c>.</param>
    /// <param name="bias">Float32, broadcast to <c>[B, H, Q, K]</c>.</param>
    /// <param name="outputWeight"><c>[M, H * D]</c>.</param>
    /// <param name="training">Whether this pass drops out.</param>
    /// <returns><c>[B, Q, M]</c>.</returns>
    public Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? bias, ProjectionWeights outputWeight, bool training)
    {
        using var scope = NewDisposeScope();
        var context = _run.Kernel.Attend(query, key, value, bias, training ? _run.DropoutRate : 0);
        var joint = context.transpose(1, 2).reshape(query.shape[0], query.shape[2], _heads * _headSize);
        return Projection.Apply(joint, outputWeight).MoveToOuterDisposeScope();
    }

    /// <summary>The same, for a part of the scores at a time where all of them would take too much memory.</summary>
    /// <param name="query"><c>[B, H, Q, D]</c>.</param>
    /// <param name="key"><c>[B, H, K, D]</c>.</param>
    /// <param name="value"><c>[B, H, K, D]</c>.</param>
    /// <param name="bias">Gives what is added to the scores.</param>
    /// <param name="outputWeight"><c>[M, H * D]</c>.</param>
    /// <param name="training">Whether this pass drops out.</param>
    /// <returns><c>[B, Q, M]</c>.</returns>
    public Tensor Attend(Tensor query, Tensor key, Tensor value, IScoreBias bias, ProjectionWeights outputWeight, bool training)
    {
        var (rows, queries) = (query.shape[0], query.shape[2]);
        if (ScoreMemory.Fits(rows, _heads, queries, key.shape[2], training))
            return Attend(query, key, value, bias.Whole, outputWeight, training);
        using var scope = NewDisposeScope();
        var joint = empty([rows, queries, _heads * _headSize], query.dtype, query.device);
        foreach (var part in ScoreMemory.Parts(rows, _heads, queries, key.shape[2]))
        {
            using var partScope = NewDisposeScope();
            var context = _run.Kernel.Attend(
                part.OfQueries(query), part.OfRows(key), part.OfRows(value), bias.Of(part), dropoutRate: 0);
            joint.narrow(0, part.FirstRow, part.Rows).narrow(1, part.FirstQuery, part.Queries)
                .copy_(context.transpose(1, 2).reshape(part.Rows, part.Queries, _heads * _headSize));
        }

        return Projection.Apply(joint, outputWeight).MoveToOuterDisposeScope();
    }

    private Tensor[] Heads(Tensor x, Tensor weight)
    {
        var parts = weight.shape[0] / (_heads * _headSize);
        var joint = Projection.Apply(x, weight).view(x.shape[0], x.shape[1], parts, _heads, _headSize);
        return joint.permute(2, 0, 3, 1, 4).unbind(0);
    }

    private Tensor OfOne(Tensor product) =>
        product.view(product.shape[0], product.shape[1], _heads, _headSize).transpose(1, 2);
}
