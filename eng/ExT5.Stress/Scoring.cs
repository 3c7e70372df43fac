using ExT5.Core;
using ExT5.Data;

namespace ExT5.Stress;

/// <summary>Likelihoods of given outputs.</summary>
internal sealed class Scoring : IPart
{
    private readonly T5Scorer _scorer = new(TinyModel.Shared, new ByteVocabulary());

    public string Name => "rankings";

    public (string Result, long Calls) Run() => (string.Join(" ", _scorer.Rank("one text", TinyModel.Inputs)), 1);
}
