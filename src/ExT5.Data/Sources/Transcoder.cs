using System.Text;

namespace ExT5.Data;

/// <summary>
/// Converts bytes of an encoding to UTF-8 as they come. Bytes that the encoding does not have become <see cref="Bad"/>, which no UTF-8
/// holds, so that the row they stand in is a bad row and the others are not.
/// </summary>
internal sealed class Transcoder
{
    /// <summary>Stands for bytes that could not be converted.</summary>
    public const byte Bad = 0xFF;

    private const char Mark = '\uFFFF';
    private const int PartBytes = 1 << 14;
    private readonly IByteSink _into;
    private readonly Marking _marking = new();
    private readonly Decoder _decoder;
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private readonly char[] _characters;
    private readonly byte[] _utf8;

    public Transcoder(Encoding encoding, IByteSink into)
    {
        _into = into;
        var marking = (Encoding)encoding.Clone();
        marking.DecoderFallback = _marking;
        _decoder = marking.GetDecoder();
        _characters = new char[marking.GetMaxCharCount(PartBytes)];
        _utf8 = new byte[Encoding.UTF8.GetMaxByteCount(_characters.Length)];
    }

    /// <summary>Converts the next bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="isEnd">None follow.</param>
    public void Write(ReadOnlySpan<byte> bytes, bool isEnd = false)
    {
        do
        {
            var part = bytes[..Math.Min(bytes.Length, PartBytes)];
            bytes = bytes[part.Length..];
            var marked = _marking.Count;
            var count = _decoder.GetChars(part, _characters, flush: isEnd && bytes.IsEmpty);
            Encode(_characters.AsSpan(0, count), _marking.Count > marked, isEnd && bytes.IsEmpty);
        }
        while (!bytes.IsEmpty);
    }

    private void Encode(ReadOnlySpan<char> text, bool hasMarks, bool isEnd)
    {
        for (int mark; hasMarks && (mark = text.IndexOf(Mark)) >= 0; text = text[(mark + 1)..])
        {
            Encode(text[..mark], hasMarks: false, isEnd: true);
            _into.Write([Bad]);
        }
        _into.Write(_utf8.AsSpan(0, _encoder.GetBytes(text, _utf8, isEnd)));
    }

    /// <summary>Puts a mark where bytes cannot be converted, and counts the marks, as texts may hold the character too.</summary>
    private sealed class Marking : DecoderFallback
    {
        public long Count { get; private set; }

        public override int MaxCharCount => 1;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new One(this);

        private sealed class One(Marking owner) : DecoderFallbackBuffer
        {
            private int _place = 1;

            public override int Remaining => 1 - _place;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                owner.Count++;
                _place = 0;
                return true;
            }

            public override char GetNextChar() => _place++ == 0 ? Mark : '\0';

            public override bool MovePrevious()
            {
                if (_place == 0) return false;
                _place--;
                return true;
            }

            public override void Reset() => _place = 1;
        }
    }
}
