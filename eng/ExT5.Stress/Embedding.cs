using ExT5.Core;
using ExT5.Data;

namespace ExT5.Stress;

/// <summary>Embeddings of texts.</summary>
internal sealed class Embedding : IPart
{
    private readonly T5Embedder _embedder = new(TinyModel.Shared, new ByteVocabulary());

    public string Name => "embeddings";

    public (string Result, long Calls) Run() =>
        (string.Join(" ", _embedder.Embed(TinyModel.Inputs).Select(vector => vector.Sum().ToString("R"))), TinyModel.Inputs.Length);
}
