using System.Buffers;
using System.Text.Json;

namespace ExT5.Data;

/// <summary>The Unigram model of a <c>tokenizer.json</c>: <c>{"type":"Unigram","unk_id":2,"vocab":[["&lt;pad&gt;",0.0],…]}</c>.</summary>
internal sealed class TokenizerJsonVocabulary
{
    private readonly TokenizerJson _json;
    private readonly ByteRange _range;
    private readonly List<(ByteRange Text, float Score)> _pieces = [];

    private TokenizerJsonVocabulary(TokenizerJson json, ByteRange range) => (_json, _range) = (json, range);

    /// <summary>Holds the UTF-8 texts of the pieces, one behind the other.</summary>
    public ArrayBufferWriter<byte> Arena { get; } = new();

    /// <summary>Texts, as places in the arena, and scores by id.</summary>
    public IReadOnlyList<(ByteRange Text, float Score)> Pieces => _pieces;

    public int UnknownId { get; private set; } = -1;

    public bool ByteFallback { get; private set; }

    public ReadOnlySpan<byte> TextOf(int id) => Arena.WrittenSpan.Slice(_pieces[id].Text.Offset, _pieces[id].Text.Length);

    public static TokenizerJsonVocabulary Read(TokenizerJson json, ByteRange range)
    {
        var vocabulary = new TokenizerJsonVocabulary(json, range);
        vocabulary.ReadModel();
        return vocabulary;
    }

    private void ReadModel()
    {
        var reader = _json.Reader(_range);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw Refused(ref reader, "'model' is not an object.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!seen.Add(name)) throw Refused(ref reader, "a name in 'model' appears twice.");
            reader.Read();
            ReadField(name, ref reader);
        }
        if (UnknownId < 0 || UnknownId >= _pieces.Count)
            throw _json.File.Refused(_range.Offset, $"'model' needs a 'vocab' and an 'unk_id' inside it; it has {_pieces.Count} pieces and the unk_id {UnknownId}.");
    }

    private void ReadField(string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "type" when reader.TokenType == JsonTokenType.String:
                if (!reader.ValueTextEquals("Unigram"))
                    throw Refused(ref reader, $"its model is '{TokenizerJson.Shown(reader.GetString()!)}'; T5 needs 'Unigram'.");
                break;
            case "unk_id" when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var id):
                UnknownId = id;
                break;
            case "byte_fallback" when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                ByteFallback = reader.GetBoolean();
                break;
            case "vocab" when reader.TokenType == JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) ReadPiece(ref reader);
                break;
            default:
                if (reader.TokenType == JsonTokenType.Null) break;
                throw Refused(ref reader, $"'model.{TokenizerJson.Shown(name)}' is unknown or of another kind than a Unigram model's.");
        }
    }

    private void ReadPiece(ref Utf8JsonReader reader)
    {
        var offset = _range.Offset + (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.String)
            throw Refused(ref reader, "a piece is not [text, score].");
        var text = CopyText(ref reader);
        if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out var score)
            || !reader.Read() || reader.TokenType != JsonTokenType.EndArray)
            throw Refused(ref reader, "a piece is not [text, score].");
        PieceRules.Check(_json.File, offset, _pieces.Count, Arena.WrittenSpan.Slice(text.Offset, text.Length), (float)score);
        _pieces.Add((text, (float)score));
    }

    private ByteRange CopyText(ref Utf8JsonReader reader)
    {
        var offset = Arena.WrittenCount;
        // Room for an empty text too, which is refused later.
        var length = reader.CopyString(Arena.GetSpan(reader.ValueSpan.Length + 1));
        Arena.Advance(length);
        return new ByteRange(offset, length);
    }

    private VocabularyException Refused(ref Utf8JsonReader reader, string rule) =>
        _json.File.Refused(_range.Offset + (int)reader.TokenStartIndex, rule);
}
