using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Learned embeddings before every input. P virtual tokens, M model size.</summary>
internal sealed class SoftPrompt : AdapterParts
{
    public const string FileName = "prompt_embeddings";

    private readonly T5Model _model;
    private readonly Parameter _embeddings; // [P, M]

    public SoftPrompt(T5Model model, int virtualTokens, IReadOnlyList<int>? initialIds, Generator generator)
    {
        _model = model;
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var values = initialIds is { Count: > 0 }
            ? model.Embed(Ids(initialIds, virtualTokens, model)).clone()
            : empty([virtualTokens, model.Config.ModelSize], ScalarType.Float32).normal_(0, 1, generator).to(model.Device);
        _embeddings = OwnedParameter.Of(values);
        Parameters = new Dictionary<string, Parameter> { [FileName] = _embeddings };
    }

    public override IReadOnlyDictionary<string, Parameter> Parameters { get; }

    /// <summary>Puts the prompt before each example.</summary>
    /// <param name="embedded"><c>[B, S, M]</c>.</param>
    /// <param name="segmentIds"><c>[B, S]</c> or <see langword="null"/>.</param>
    /// <param name="packed">Whether rows hold several examples.</param>
    /// <returns><c>[B, S', M]</c>.</returns>
    public Tensor Prepend(Tensor embedded, Tensor? segmentIds, bool packed)
    {
        using var scope = NewDisposeScope();
        if (packed)
            return new PackedPrompt(segmentIds!, _embeddings.shape[0]).Insert(embedded, _embeddings).MoveToOuterDisposeScope();
        var prompt = _embeddings.to(embedded.dtype).unsqueeze(0).expand(embedded.shape[0], -1, -1);
        return cat([prompt, embedded], 1).MoveToOuterDisposeScope();
    }

    /// <summary>The segment ids of what <see cref="Prepend"/> gives, <c>[B, S']</c>.</summary>
    public Tensor? Extend(Tensor? segmentIds, bool packed)
    {
        if (segmentIds is null)
            return null;
        using var scope = NewDisposeScope();
        if (packed)
            return new PackedPrompt(segmentIds, _embeddings.shape[0]).SegmentIds().MoveToOuterDisposeScope();
        var visible = ones([segmentIds.shape[0], _embeddings.shape[0]], segmentIds.dtype, segmentIds.device);
        return cat([visible, segmentIds], 1).MoveToOuterDisposeScope();
    }

    public override void Connect() => _model.Prompt = this;

    public override void Disconnect() => _model.Prompt = null;

    public override void Merge() => throw new InvalidOperationException(
        "A soft prompt is part of the input and cannot be merged into weights; save it as an adapter.");

    public override void Unmerge() => throw new InvalidOperationException("A soft prompt is never merged.");

    public override void Dispose() => _embeddings.Dispose();

    private static Tensor Ids(IReadOnlyList<int> initial, int count, T5Model model)
    {
        TokenIds.Checked([.. initial], model.Config, model.Config.EosId, nameof(PromptTuningConfig.InitialIds), maxTokens: int.MaxValue);
        return tensor([.. Enumerable.Range(0, count).Select(place => (long)initial[place % initial.Count])], device: model.Device);
    }
}
