using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ExT5.Data;

public sealed partial class T5Vocabulary
{
    /// <inheritdoc/>
    /// <remarks>
    /// Pieces are joined as SentencePiece joins them. Sentinels stand where their ids stand, without spaces around them.
    /// Added tokens stand as they are; those that the files call special are left out as sentinels are. Unknown ids, and ids outside the vocabulary (the unused end of a padded table), become the model's unknown
    /// surface, <c>" ⁇ "</c>.
    /// </remarks>
    public override string Decode(ReadOnlySpan<int> ids, bool keepSentinels = false)
    {
        var decoder = new UnigramDecoder(_model);
        try
        {
            foreach (var id in ids)
            {
                if (id == EosId) break;
                Add(ref decoder, id, keepSentinels);
            }
            decoder.Finish();
            return _denormalizer is null ? Encoding.UTF8.GetString(decoder.Text) : Denormalize(decoder.Text);
        }
        finally
        {
            decoder.Dispose();
        }
    }

    /// <summary>Decodes as many ids as fit, up to the first EOS; sentinels are left out.</summary>
    /// <param name="ids">Ids of this vocabulary.</param>
    /// <param name="destination">Receives the text.</param>
    /// <param name="idsConsumed">Ids whose text was written; an EOS and what follows count as written.</param>
    /// <param name="charsWritten">Characters written.</param>
    /// <returns>Whether all of the text was written.</returns>
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        int[] all = [.. ids];
        (idsConsumed, charsWritten) = (all.Length, 0);
        var text = Decode(all);
        if (text.TryCopyTo(destination))
        {
            charsWritten = text.Length;
            return OperationStatus.Done;
        }
        idsConsumed = _denormalizer is null ? DecodePrefix(all, destination, out charsWritten) : 0;
        return OperationStatus.DestinationTooSmall;
    }

    private int DecodePrefix(ReadOnlySpan<int> ids, Span<char> destination, out int charsWritten)
    {
        var decoder = new UnigramDecoder(_model);
        var (consumed, bytes) = (0, 0);
        charsWritten = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            Add(ref decoder, ids[i], keepSentinels: false);
            if (IsByte(ids[i]) && i + 1 < ids.Length && ContinuesCharacter(ids[i + 1])) continue;
            decoder.Finish();
            if (Utf8.ToUtf16(decoder.Text[bytes..], destination[charsWritten..], out _, out var written) != OperationStatus.Done) break;
            charsWritten += written;
            (consumed, bytes) = (i + 1, decoder.Text.Length);
        }
        decoder.Dispose();
        return consumed;
    }

    private bool IsByte(int id) => (uint)id < (uint)_model.Pieces.Length && _model.Pieces[id].Type == PieceType.Byte;

    private bool ContinuesCharacter(int id) => IsByte(id) && (UnigramDecoder.ByteOf(_model.TextOf(id)) & 0xC0) == 0x80;

    private void Add(ref UnigramDecoder decoder, int id, bool keepSentinels)
    {
        if (_sentinels.IndexOf(id) is >= 0 and var sentinel)
        {
            if (!keepSentinels) return;
            if (id < _model.Pieces.Length) decoder.AddPiece(id);
            else decoder.AddLiteral(SentinelTable.NameOf(sentinel));
        }
        else if (_added?.Of(id) is { } token)
        {
            if (keepSentinels || !token.IsSpecial) decoder.AddLiteral(token.Content);
        }
        else if (id != PadId)
        {
            if ((uint)id < (uint)_model.Pieces.Length) decoder.AddPiece(id);
            else decoder.AddUnknown();
        }
    }

    private string Denormalize(ReadOnlySpan<byte> text)
    {
        var result = new PooledBuffer<byte>(text.Length);
        var origins = default(PooledBuffer<int>);
        _denormalizer!.Normalize(text, ref result, ref origins, trackOrigins: false);
        var decoded = Encoding.UTF8.GetString(result.Written);
        result.Dispose();
        return decoded;
    }
}
