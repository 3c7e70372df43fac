namespace ExT5.Core;

/// <summary>A matrix to adapt, by its name in the checkpoint.</summary>
internal sealed record TargetModule(string Name, Projection Projection);

/// <summary>Chooses matrices as PEFT does: by the ends of names, or by an expression for whole names.</summary>
/// <param name="Names">Whole names, or what names end in behind a dot.</param>
/// <param name="Pattern">An expression, <c>all-linear</c>, or nothing.</param>
/// <param name="Layers">Only these numbers, or nothing.</param>
/// <param name="LayersPattern">What stands before the number.</param>
internal sealed record TargetModules(
    IReadOnlyList<string> Names, string? Pattern, IReadOnlyList<int>? Layers = null, string? LayersPattern = null)
{
    private const string AllLinear = "all-linear";
    private const string Head = "lm_head";

    /// <exception cref="AdapterException">Nothing matches, or something that is no matrix of a block.</exception>
    public IReadOnlyList<TargetModule> Find(T5Model model)
    {
        var modules = model.named_modules().Where(module => module.name.Length > 0).ToList();
        var chosen = modules.Where(module => Chooses(module.name, module.module)).ToList();
        if (chosen.Count == 0)
            throw new AdapterException($"No module of the model is called {Wanted}. Modules that can be adapted end in: {Choices(modules)}.");
        return [.. chosen.Select(module => module.module is Projection projection && module.name != Head
            ? new TargetModule(module.name, projection)
            : throw new AdapterException(
                $"{Wanted} chooses '{module.name}', which is no matrix of a block. Modules that can be adapted end in: {Choices(modules)}."))];
    }

    private string Wanted => Pattern is null ? string.Join(" or ", Names.Select(name => $"'{name}'")) : $"'{Pattern}'";

    private bool Chooses(string name, TorchSharp.torch.nn.Module module)
    {
        if (Pattern is not null)
            return Pattern.Equals(AllLinear, StringComparison.OrdinalIgnoreCase)
                ? module is Projection && name != Head
                : ModulePattern.IsWhole(Pattern, name);
        if (Names.Contains(name))
            return true;
        return Names.Any(end => name.EndsWith($".{end}", StringComparison.Ordinal)) && IsOfLayers(name);
    }

    private bool IsOfLayers(string name)
    {
        if (Layers is not { Count: > 0 })
            return true;
        var before = string.IsNullOrEmpty(LayersPattern) ? "[^.]*" : LayersPattern;
        return ModulePattern.Number($@".*\.{before}\.(\d+)\.", name) is { } layer && Layers.Contains(layer);
    }

    private static string Choices(IEnumerable<(string name, TorchSharp.torch.nn.Module module)> modules) =>
        string.Join(", ", modules
            .Where(module => module.module is Projection && module.name != Head)
            .Select(module => module.name[(module.name.LastIndexOf('.') + 1)..])
            .Distinct());
}
