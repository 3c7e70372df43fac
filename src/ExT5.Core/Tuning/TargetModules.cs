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

    /// <param name="model">The model.</param>
    /// <param name="strict">Whether every name and every number must choose something.</param>
    /// <exception cref="AdapterException">Nothing matches, or something that is no matrix of a block.</exception>
    public IReadOnlyList<TargetModule> Find(T5Model model, bool strict = true)
    {
        var modules = model.named_modules().Where(module => module.name.Length > 0).ToList();
        if (strict)
            RequireUse(modules);
        return [.. modules.Where(module => Chooses(module.name, module.module)).Select(module => module.module is Projection projection && module.name != Head
            ? new TargetModule(module.name, projection)
            : throw new AdapterException(
                $"{Wanted} chooses '{module.name}', which is no matrix of a block. Modules that can be adapted end in: {Choices(modules)}."))];
    }

    private void RequireUse(List<(string name, TorchSharp.torch.nn.Module module)> modules)
    {
        if (Pattern is not null && Layers is { Count: > 0 })
            throw new AdapterException(
                $"Layers are given beside {Wanted}, an expression for whole names, where numbers choose nothing: write them into the expression, " +
                "or give names of modules.");
        string[] unused = Pattern is null ? [.. Names.Where(end => !modules.Exists(module => IsNamed(end, module.name)))] : [];
        if (unused.Length > 0 || !modules.Exists(module => Pattern is null ? Names.Any(end => IsNamed(end, module.name)) : Chooses(module.name, module.module)))
            throw new AdapterException(
                $"No module of the model is called {(unused.Length > 0 ? Quoted(unused) : Wanted)}. Modules that can be adapted end in: {Choices(modules)}.");
        if (Layers is not { Count: > 0 } || Pattern is not null)
            return;
        int[] numbers = [.. modules.Where(module => Names.Any(end => module.name.EndsWith($".{end}", StringComparison.Ordinal)))
            .Select(module => NumberOf(module.name)).OfType<int>().Distinct().Order()];
        if (Layers.Where(layer => !numbers.Contains(layer)).ToList() is { Count: > 0 } absent)
            throw new AdapterException(
                $"No module called {Wanted} has the number {string.Join(" or ", absent)} behind {(string.IsNullOrEmpty(LayersPattern) ? "a name" : $"'{LayersPattern}'")}; " +
                $"there {(numbers.Length == 0 ? "are no numbers" : $"are {string.Join(", ", numbers)}")}.");
    }

    private string Wanted => Quoted(Pattern is null ? Names : [Pattern]);

    private static string Quoted(IEnumerable<string> names) => string.Join(" or ", names.Select(name => $"'{name}'"));

    private static bool IsNamed(string end, string name) => name == end || name.EndsWith($".{end}", StringComparison.Ordinal);

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
        return NumberOf(name) is { } layer && Layers.Contains(layer);
    }

    private int? NumberOf(string name) =>
        ModulePattern.Number($@".*\.{(string.IsNullOrEmpty(LayersPattern) ? "[^.]*" : LayersPattern)}\.(\d+)\.", name);

    private static string Choices(IEnumerable<(string name, TorchSharp.torch.nn.Module module)> modules) =>
        string.Join(", ", modules
            .Where(module => module.module is Projection && module.name != Head)
            .Select(module => module.name[(module.name.LastIndexOf('.') + 1)..])
            .Distinct());
}
