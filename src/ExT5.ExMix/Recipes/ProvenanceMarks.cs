namespace ExT5.ExMix.Recipes;

/// <summary>Facts about one task that differ from its group's.</summary>
internal static class ProvenanceMarks
{
    public static ExMixTask SizeFrom(this ExMixTask task, string source) => task with { Provenance = task.Provenance with { Size = source } };

    public static ExMixTask FormatFrom(this ExMixTask task, string source) => task with { Provenance = task.Provenance with { Format = source } };
}
