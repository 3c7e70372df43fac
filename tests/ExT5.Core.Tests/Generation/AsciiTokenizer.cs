using System.Buffers;
using Microsoft.ML.Tokenizers;

namespace ExT5.Core.Tests;

/// <summary>A tokenizer for models of 128 ids: a character's id is its ASCII code.</summary>
internal sealed class AsciiTokenizer : Tokenizer
{
    public override OperationStatus Decode(
        IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        idsConsumed = charsWritten = 0;
        foreach (var id in ids)
        {
            if (charsWritten == destination.Length)
                return OperationStatus.DestinationTooSmall;
            destination[charsWritten++] = (char)id;
            idsConsumed++;
        }

        return OperationStatus.Done;
    }

    protected override EncodeResults<EncodedToken> EncodeToTokens(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        var characters = (text ?? textSpan.ToString()).ToCharArray();
        return new()
        {
            Tokens = [.. characters.Select((c, at) => new EncodedToken(c, c.ToString(), new Range(at, at + 1)))],
            CharsConsumed = characters.Length,
        };
    }
}
