using TorchSharp.Modules;

namespace ExT5.Core;

/// <summary>Adapters of matrices, under the names PEFT gives them.</summary>
internal sealed class AdaptedProjections(IReadOnlyList<AdaptedProjection> targets) : AdapterParts
{
    private const string Prefix = "base_model.model.";

    public override IReadOnlyDictionary<string, Parameter> Parameters { get; } = targets
        .SelectMany(target => target.Adapter.Parameters.Select(entry => (Name: $"{Prefix}{target.Name}.{entry.Key}", entry.Value)))
        .ToDictionary(entry => entry.Name, entry => entry.Value);

    public override bool DropsOut => targets.Any(target => target.Adapter.DropsOut);

    public override void Connect()
    {
        foreach (var target in targets)
            target.Projection.Adapt(target.Adapter);
    }

    public override void Disconnect()
    {
        foreach (var target in targets)
            target.Projection.Adapt(null);
    }

    public override void Merge()
    {
        foreach (var target in targets)
            target.Merge();
    }

    public override void Unmerge()
    {
        foreach (var target in targets)
            target.Unmerge();
    }

    public override void Dispose()
    {
        foreach (var target in targets)
            target.Dispose();
    }
}
