using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// (IA)^3 (Liu et al. 2022): a learned factor for each output of keys and values and for each input of the feed-forward
/// output. Names and defaults are PEFT's for T5.
/// </summary>
public sealed record Ia3Config : AdapterConfig
{
    private static readonly string[] FeedForwardOfPeft = ["wo"];

    /// <summary>Which matrices: whole module names, or their ends. Default <c>k</c>, <c>v</c> and <c>wo</c>.</summary>
    public IReadOnlyList<string> TargetModules { get; init; } = ["k", "v", "wo"];

    /// <summary>
    /// A regular expression that whole module names must match, in the place of <see cref="TargetModules"/>, or
    /// <c>all-linear</c>. Default <see langword="null"/>.
    /// </summary>
    public string? TargetPattern { get; init; }

    /// <summary>Ends of the names of those whose inputs are scaled and not their outputs. Default <c>wo</c>.</summary>
    public IReadOnlyList<string> FeedForwardModules { get; init; } = FeedForwardOfPeft;

    /// <summary>A regular expression for whole names, in the place of <see cref="FeedForwardModules"/>. Default <see langword="null"/>.</summary>
    public string? FeedForwardPattern { get; init; }

    internal override string PeftType => "IA3";

    // A factor for each row or column of a matrix that is there.
    internal override long ValueCount(T5Model model) => Find(model).Sum(target => target.Projection.Stored.shape[ScalesInput(target.Name) ? 1 : 0]);

    internal override AdapterParts Build(T5Model model, Generator generator)
    {
        var targets = Find(model);
        // PEFT writes its default even where no such module is adapted.
        if (FeedForwardPattern is null && !FeedForwardModules.SequenceEqual(FeedForwardOfPeft))
            PatternUse.Require(targets, FeedForwardModules, (end, name) => name.EndsWith(end, StringComparison.Ordinal), nameof(FeedForwardModules));
        PatternUse.Require(targets, FeedForwardPattern is { } pattern ? [pattern] : [], ModulePattern.IsWhole, nameof(FeedForwardPattern));
        return new AdaptedProjections([.. targets.Select(target =>
            new AdaptedProjection(target.Name, target.Projection, new Ia3Scale(target.Projection.Stored, ScalesInput(target.Name))))]);
    }

    internal override IEnumerable<KeyValuePair<string, object?>> Entries(T5Config model) =>
    [
        Entry("fan_in_fan_out", false), Entry("feedforward_modules", FeedForwardPattern ?? (object)FeedForwardModules),
        Entry("init_ia3_weights", true), Entry("modules_to_save", null),
        Entry("target_modules", TargetPattern ?? (object)TargetModules),
    ];

    private IReadOnlyList<TargetModule> Find(T5Model model) => new TargetModules(TargetModules, TargetPattern).Find(model);

    private bool ScalesInput(string name) => FeedForwardPattern is { } pattern
        ? ModulePattern.IsWhole(pattern, name)
        : FeedForwardModules.Any(end => name.EndsWith(end, StringComparison.Ordinal));
}
