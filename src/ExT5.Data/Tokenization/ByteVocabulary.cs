using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Microsoft.ML.Tokenizers;

namespace ExT5.Data;

/// <summary>
/// The vocabulary of ByT5: pad 0, EOS 1, unknown 2, then the 256 bytes of UTF-8 (byte + 3), then sentinels.
/// It needs no file. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// With 125 extra ids it has 384 ids, the table of ByT5. Google's ByT5 checkpoints were pre-trained with sentinels that
/// count down from id 258: to continue their pre-training use <see cref="ByteSentinels.LastBytes"/>.
/// </remarks>
public sealed class ByteVocabulary : Vocabulary
{
    /// <summary>Extra ids that fill the table of ByT5 up to 384 ids.</summary>
    public const int DefaultExtraIds = 125;

    private const int FirstByteId = 3;
    private const int Bytes = 256;
    private const int BytesOfNoText = 11; // 0xF5 to 0xFF
    private const int MaxExtraIds = 1 << 20;
    private const int ChunkBytes = 1024;

    private static readonly Encoding Lenient = Encoding.GetEncoding(
        "utf-8", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(""));

    private readonly ByteSentinels _sentinels;

    /// <summary>Makes the vocabulary.</summary>
    /// <param name="extraIds">Number of ids behind the bytes, 0 to 1,048,576.</param>
    /// <param name="sentinels">Which ids are sentinels; default the extra ids, from the last one down.</param>
    public ByteVocabulary(int extraIds = DefaultExtraIds, ByteSentinels sentinels = ByteSentinels.CountDown)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(extraIds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(extraIds, MaxExtraIds);
        if (!Enum.IsDefined(sentinels))
            throw new ArgumentOutOfRangeException(nameof(sentinels), sentinels, "Use a value of ByteSentinels.");
        _sentinels = sentinels;
        Size = FirstByteId + Bytes + extraIds;
        SentinelCount = sentinels == ByteSentinels.LastBytes ? BytesOfNoText : extraIds;
        Fingerprint = VocabularyFingerprint.OfBytes(extraIds, sentinels);
    }

    /// <inheritdoc/>
    public override int Size { get; }

    /// <inheritdoc/>
    public override int PadId => 0;

    /// <inheritdoc/>
    public override int EosId => 1;

    /// <inheritdoc/>
    public override int UnknownId => 2;

    /// <inheritdoc/>
    public override int SentinelCount { get; }

    /// <inheritdoc/>
    public override string Fingerprint { get; }

    /// <inheritdoc/>
    /// <remarks>See <see cref="ByteSentinels"/>.</remarks>
    public override int SentinelId(int index) => (uint)index >= (uint)SentinelCount
        ? throw new ArgumentOutOfRangeException(nameof(index), index,
            $"The vocabulary has {SentinelCount} sentinels: 0 to {SentinelCount - 1}. Make it with more extraIds or use fewer noise spans.")
        : _sentinels switch
        {
            ByteSentinels.CountUp => FirstByteId + Bytes + index,
            ByteSentinels.LastBytes => FirstByteId + Bytes - 1 - index,
            _ => Size - 1 - index,
        };

    /// <inheritdoc/>
    /// <remarks>Malformed UTF-16 is encoded as U+FFFD.</remarks>
    public override void Encode(ReadOnlySpan<char> text, IBufferWriter<int> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<byte> chunk = stackalloc byte[ChunkBytes];
        while (!text.IsEmpty)
        {
            Utf8.FromUtf16(text, chunk, out var read, out var written);
            var ids = destination.GetSpan(written);
            for (var i = 0; i < written; i++) ids[i] = chunk[i] + FirstByteId;
            destination.Advance(written);
            text = text[read..];
        }
    }

    /// <inheritdoc/>
    /// <remarks>Ids that are no bytes are left out, and so are bytes that are not valid UTF-8, as SeqIO does.</remarks>
    public override string Decode(ReadOnlySpan<int> ids, bool keepSentinels = false)
    {
        var bytes = new PooledBuffer<byte>(ids.Length);
        try
        {
            foreach (var id in ids)
            {
                if (id == EosId) break;
                if (keepSentinels && IndexOfSentinel(id) is >= 0 and var sentinel)
                    bytes.Add(Encoding.UTF8.GetBytes(SentinelTable.NameOf(sentinel)));
                else if (IsByte(id)) bytes.Add((byte)(id - FirstByteId));
            }
            return Lenient.GetString(bytes.Written);
        }
        finally
        {
            bytes.Dispose();
        }
    }

    /// <inheritdoc/>
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        int[] all = [.. ids];
        (idsConsumed, charsWritten) = (0, 0);
        while (idsConsumed < all.Length)
        {
            var end = EndOfCharacter(all, idsConsumed);
            var text = Decode(all.AsSpan(idsConsumed..end));
            if (!text.TryCopyTo(destination[charsWritten..])) return OperationStatus.DestinationTooSmall;
            charsWritten += text.Length;
            idsConsumed = all.AsSpan(idsConsumed..end).Contains(EosId) ? all.Length : end;
        }
        return OperationStatus.Done;
    }

    /// <summary>Encodes a text to one token per byte; the token of a character's last byte carries its place in the text.</summary>
    /// <inheritdoc/>
    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.MaxTokenCount);
        if (text is not null) textSpan = text;
        var (tokens, at) = (new List<EncodedToken>(), 0);
        Span<byte> utf8 = stackalloc byte[4];
        while (at < textSpan.Length && tokens.Count < settings.MaxTokenCount)
        {
            Rune.DecodeFromUtf16(textSpan[at..], out var rune, out var consumed);
            var count = rune.EncodeToUtf8(utf8);
            if (tokens.Count + count > settings.MaxTokenCount) break;
            for (var i = 0; i < count; i++)
                tokens.Add(new EncodedToken(utf8[i] + FirstByteId, $"<0x{utf8[i]:X2}>", i < count - 1 ? at..at : at..(at + consumed)));
            at += consumed;
        }
        return new EncodeResults<EncodedToken> { Tokens = tokens, CharsConsumed = at };
    }

    private int IndexOfSentinel(int id)
    {
        var index = _sentinels switch
        {
            ByteSentinels.CountUp => id - FirstByteId - Bytes,
            ByteSentinels.LastBytes => FirstByteId + Bytes - 1 - id,
            _ => Size - 1 - id,
        };
        return (uint)index < (uint)SentinelCount ? index : -1;
    }

    private static bool IsByte(int id) => id is >= FirstByteId and < FirstByteId + Bytes;

    /// <summary>The end of the ids of one character: its first byte and the continuation bytes that follow it.</summary>
    private static int EndOfCharacter(ReadOnlySpan<int> ids, int begin)
    {
        var end = begin + 1;
        while (end < ids.Length && IsByte(ids[end]) && (ids[end] - FirstByteId & 0xC0) == 0x80) end++;
        return end;
    }
}
