using System.Buffers;
using Microsoft.ML.Tokenizers;

namespace ExT5.Core.Tests;

/// <summary>A user's own tokenizer that tells its ids by the keys of config.json, as ExT5.Data's vocabularies do.</summary>
internal sealed class TellingTokenizer(IReadOnlyDictionary<string, int> ids) : Tokenizer, IServiceProvider
{
    public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(ids) ? ids : null;

    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        (idsConsumed, charsWritten) = (ids.Count(), 0);
        return OperationStatus.Done;
    }

    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        new() { Tokens = [], CharsConsumed = 0 };
}
