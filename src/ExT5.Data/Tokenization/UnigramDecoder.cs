using System.Buffers;
using System.Text;

namespace ExT5.Data;

/// <summary>
/// Ids to text as SentencePiece 0.1.97 does it, one id at a time: control pieces are invisible, the first space goes,
/// unknown ids become the unknown surface, byte pieces are joined to characters.
/// </summary>
internal ref struct UnigramDecoder(SentencePieceModel model)
{
    private const int UsualBytes = 1024;

    private readonly bool _dropsLeadingSpace = model.Normalizer.AddDummyPrefix || model.Normalizer.RemoveExtraWhitespaces;
    private PooledBuffer<byte> _text = new(UsualBytes);
    private PooledBuffer<byte> _bytes = new(16);
    private bool _leadingSpaceDropped;

    /// <summary>The UTF-8 text so far; <see cref="Finish"/> adds what waits for more bytes.</summary>
    public readonly ReadOnlySpan<byte> Text => _text.Written;

    public void AddPiece(int id)
    {
        var piece = model.TextOf(id);
        if (model.Pieces[id].Type == PieceType.Byte)
        {
            _bytes.Add(ByteOf(piece));
            return;
        }
        Finish();
        var atStart = !_leadingSpaceDropped && _text.Count == 0;
        if (model.Pieces[id].Type == PieceType.Control) return;
        if (id == model.UnknownId) AddUnknown();
        else AddText(piece, atStart);
    }

    /// <summary>Adds the unknown surface, for the unknown piece and ids beyond the pieces.</summary>
    public void AddUnknown()
    {
        Finish();
        AddLiteral(model.UnknownSurface);
    }

    /// <summary>Adds text as it is.</summary>
    public void AddLiteral(string text)
    {
        Finish();
        _text.Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _text.Count += Encoding.UTF8.GetBytes(text, _text.All[_text.Count..]);
    }

    /// <summary>Turns waiting bytes into characters; each byte that belongs to none becomes U+FFFD.</summary>
    public void Finish()
    {
        var bytes = _bytes.Written;
        while (!bytes.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf8(bytes, out _, out var length) == OperationStatus.Done;
            if (valid) _text.Add(bytes[..length]);
            else _text.Add("\uFFFD"u8);
            bytes = bytes[(valid ? length : 1)..];
        }
        _bytes.Count = 0;
    }

    public void Dispose()
    {
        _text.Dispose();
        _bytes.Dispose();
    }

    private void AddText(ReadOnlySpan<byte> piece, bool atStart)
    {
        if (atStart && _dropsLeadingSpace && piece.StartsWith(TextNormalizer.SpaceSymbol))
        {
            piece = piece[TextNormalizer.SpaceSymbol.Length..];
            _leadingSpaceDropped = !model.Normalizer.RemoveExtraWhitespaces;
        }
        for (int space; (space = piece.IndexOf(TextNormalizer.SpaceSymbol)) >= 0; piece = piece[(space + TextNormalizer.SpaceSymbol.Length)..])
        {
            _text.Add(piece[..space]);
            _text.Add((byte)' ');
        }
        _text.Add(piece);
    }

    /// <summary>The byte of a piece <c>&lt;0xHH&gt;</c>, whose name was checked when the model was read.</summary>
    public static byte ByteOf(ReadOnlySpan<byte> piece) => (byte)(HexDigit(piece[3]) << 4 | HexDigit(piece[4]));

    private static int HexDigit(byte digit) => digit <= '9' ? digit - '0' : digit - 'A' + 10;
}
