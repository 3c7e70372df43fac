using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Low-rank adaptation (Hu et al. 2021): <c>y = x W^T + s (dropout(x) A^T) B^T</c> with W frozen, A <c>[r, in]</c> and
/// B <c>[out, r]</c>. Names and defaults are PEFT's.
/// </summary>
/// <param name="Rank">r, 1 or more. Default 8.</param>
/// <param name="Alpha">s is alpha / r. Default 8.</param>
/// <param name="Dropout">Part of the adapter's input dropped in training mode, in [0, 1). Default 0.</param>
public sealed record LoraConfig(int Rank = 8, double Alpha = 8, double Dropout = 0) : AdapterConfig
{
    /// <summary>r, 1 or more. Default 8.</summary>
    public int Rank { get; init => field = Bounds.AtLeast(1, value); } = Bounds.AtLeast(1, Rank);

    /// <summary>s is alpha / r, or alpha / sqrt(r) when <see cref="RankStabilized"/>. Default 8.</summary>
    public double Alpha { get; init => field = Bounds.Finite(value); } = Bounds.Finite(Alpha);

    /// <summary>Part of the adapter's input dropped in training mode, in [0, 1). Default 0.</summary>
    public double Dropout { get; init => field = Fraction(value); } = Fraction(Dropout);

    /// <summary>Which matrices: whole module names, or their ends. Default <c>q</c> and <c>v</c>, PEFT's for T5.</summary>
    public IReadOnlyList<string> TargetModules { get; init; } = ["q", "v"];

    /// <summary>
    /// A regular expression that whole module names must match, in the place of <see cref="TargetModules"/>, or
    /// <c>all-linear</c>. Default <see langword="null"/>.
    /// </summary>
    public string? TargetPattern { get; init; }

    /// <summary>Whether s is alpha / sqrt(r) (Kalajdzievski 2023). Default <see langword="false"/>.</summary>
    public bool RankStabilized { get; init; }

    /// <summary>Only modules with one of these numbers behind <see cref="LayersPattern"/>. Default <see langword="null"/>: all.</summary>
    public IReadOnlyList<int>? Layers { get; init; }

    /// <summary>
    /// The name before the number. Default <c>block</c>; <see langword="null"/> takes the last number of a name as PEFT
    /// did by default until June 2026, which in T5 is that of the layer inside its block.
    /// </summary>
    public string? LayersPattern { get; init; } = "block";

    /// <summary>Other ranks for modules whose names end in a regular expression. Default none.</summary>
    public IReadOnlyDictionary<string, int> RankPattern { get; init; } = new Dictionary<string, int>();

    /// <summary>Other alphas for modules whose names end in a regular expression. Default none.</summary>
    public IReadOnlyDictionary<string, double> AlphaPattern { get; init; } = new Dictionary<string, double>();

    internal override string PeftType => "LORA";

    internal override long ValueCount(T5Model model) =>
        Find(model).Sum(target => (long)RankOf(target) * (target.Projection.Stored.shape[0] + target.Projection.Stored.shape[1]));

    internal override AdapterParts Build(T5Model model, Generator generator)
    {
        var targets = Find(model);
        PatternUse.Require(targets, RankPattern.Keys, ModulePattern.IsEnd, nameof(RankPattern));
        PatternUse.Require(targets, AlphaPattern.Keys, ModulePattern.IsEnd, nameof(AlphaPattern));
        return new AdaptedProjections([.. targets.Select(target => new AdaptedProjection(
            target.Name, target.Projection, Factors(target, generator)))]);
    }

    /// <summary>
    /// The same with the number meant that the file's names show: without a pattern, PEFT took the last number of a name
    /// until June 2026 and takes the first since, in T5 that of the layer and of the block.
    /// </summary>
    internal override AdapterConfig AsStored(T5Model model, SafetensorsFile weights)
    {
        if (Layers is null || LayersPattern is not null)
            return this;
        var byBlock = this with { LayersPattern = "block" };
        return byBlock.Find(model, strict: false).All(target => weights.Entries.ContainsKey($"base_model.model.{target.Name}.lora_A.weight"))
            ? byBlock
            : this;
    }

    internal override IEnumerable<KeyValuePair<string, object?>> Entries(T5Config model) =>
    [
        Entry("alpha_pattern", AlphaPattern), Entry("bias", "none"), Entry("fan_in_fan_out", false),
        Entry("init_lora_weights", true), Entry("layer_replication", null),
        Entry("layers_pattern", Layers is null ? null : LayersPattern ?? "layer"), Entry("layers_to_transform", Layers),
        Entry("lora_alpha", Alpha), Entry("lora_dropout", Dropout), Entry("modules_to_save", null), Entry("r", Rank),
        Entry("rank_pattern", RankPattern), Entry("target_modules", TargetPattern ?? (object)TargetModules),
        Entry("use_dora", false), Entry("use_rslora", RankStabilized),
    ];

    private IReadOnlyList<TargetModule> Find(T5Model model, bool strict = true) =>
        new TargetModules(TargetModules, TargetPattern, Layers, LayersPattern).Find(model, strict);

    private int RankOf(TargetModule target) => ModulePattern.Value(RankPattern, target.Name, Rank);

    private LoraFactors Factors(TargetModule target, Generator generator)
    {
        var rank = RankOf(target);
        var alpha = ModulePattern.Value(AlphaPattern, target.Name, Alpha);
        var scale = alpha / (RankStabilized ? Math.Sqrt(rank) : rank);
        return new(target.Projection.Stored, rank, scale, Dropout, generator);
    }

    private static double Fraction(double dropout) => dropout is >= 0 and < 1
        ? dropout
        : throw new ArgumentOutOfRangeException(nameof(dropout), dropout, "Dropout must be at least 0 and below 1.");
}
