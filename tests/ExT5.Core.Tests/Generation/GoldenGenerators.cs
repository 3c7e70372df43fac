namespace ExT5.Core.Tests;

/// <summary>Generators of the golden models, loaded once for a class of tests.</summary>
public sealed class GoldenGenerators : IDisposable
{
    private readonly Dictionary<string, GoldenModel> _models = GoldenModel.Generating
        .ToDictionary(name => name, name => GoldenModel.Load(name));

    internal T5Model Model(string folder) => _models[folder].Model;

    internal T5Generator this[string folder] => new(Model(folder), new AsciiTokenizer());

    public void Dispose()
    {
        foreach (var golden in _models.Values)
            golden.Model.Dispose();
    }
}
