using System.Buffers;
using System.Text;

namespace ExT5.Data;

/// <summary>
/// Gathers, as the bytes of a file pass, what speaks against the encoding they are said to be in: an encoding of one byte a character takes
/// any bytes for text, so that a file in UTF-8 would come out garbled without a word.
/// </summary>
internal sealed class TextEvidence(Encoding encoding)
{
    private const int FewSequences = 4, ManySequences = 16, FewBytes = 12;
    private readonly byte[] _carried = new byte[4];
    private int _carry;
    private long _bytes, _sequences, _symbols, _stray, _line = 1, _firstLine;
    private long _zerosAtEven, _zerosAtOdd;

    /// <summary>Looks at the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (TextMark.IsUtf16(encoding)) CountZeros(bytes);
        else if (TextMark.IsUnicode(encoding)) return;
        _bytes += bytes.Length;
        while (_carry > 0 && !bytes.IsEmpty)
        {
            _carried[_carry++] = bytes[0];
            bytes = bytes[1..];
            var status = Rune.DecodeFromUtf8(_carried.AsSpan(0, _carry), out _, out var length);
            if (status == OperationStatus.NeedMoreData) continue;
            if (status == OperationStatus.Done) Count(_carried.AsSpan(0, length));
            else _stray += length;
            // A byte that ended a broken sequence starts anew.
            byte[] rest = [.. _carried.AsSpan(length, _carry - length)];
            _carry = 0;
            Scan(rest);
        }
        Scan(bytes);
    }

    /// <summary>What contradicts the encoding when all bytes have passed; null when nothing does.</summary>
    public string? Problem()
    {
        if (TextMark.IsUnicode(encoding)) return TextMark.IsUtf16(encoding) ? ProblemOfUtf16() : null;
        var stray = _stray + _carry;
        var isUtf8 = IsSevenBit ? _sequences > stray
            : encoding.IsSingleByte ? _sequences > stray && (_sequences >= FewSequences || _symbols > 0)
            : _sequences >= ManySequences && _sequences > 8 * stray;
        return isUtf8
            ? $"FileSourceOptions.Encoding says {encoding.WebName}, but line {_firstLine}" + (_sequences > 1 ? $" and {_sequences - 1:N0} more places hold UTF-8" : " holds UTF-8") +
              ". Leave Encoding out, and a row that is not UTF-8 is a bad row of its own; for folders of which some files are UTF-8, set FallbackEncoding."
            : null;
    }

    private bool IsSevenBit => encoding.WebName.StartsWith("iso-2022-", StringComparison.OrdinalIgnoreCase)
        || encoding.CodePage is 20127 or 52936 or 65000;

    private string? ProblemOfUtf16()
    {
        var (low, high) = TextMark.IsBigEndian(encoding) ? (_zerosAtOdd, _zerosAtEven) : (_zerosAtEven, _zerosAtOdd);
        if (_bytes >= FewBytes && low + high == 0 && _stray == 0 && _carry == 0)
            return $"FileSourceOptions.Encoding says {encoding.WebName}, but the file is valid UTF-8 and holds none of UTF-16's zeros. Leave Encoding out.";
        return high == 0 && low >= FewSequences && low >= _bytes / 8
            ? $"FileSourceOptions.Encoding says {encoding.WebName}, but the file seems to have the other byte order. " +
              "Set Encoding.Unicode for little-endian, Encoding.BigEndianUnicode for big-endian."
            : null;
    }

    private void CountZeros(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] == 0)
            {
                if (((_bytes + i) & 1) == 0) _zerosAtEven++;
                else _zerosAtOdd++;
            }
    }

    private void Scan(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var ascii = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            var passed = ascii < 0 ? bytes : bytes[..ascii];
            if (_sequences == 0) _line += passed.Count((byte)'\n');
            if (ascii < 0) return;
            bytes = bytes[ascii..];
            var status = Rune.DecodeFromUtf8(bytes, out _, out var length);
            if (status == OperationStatus.NeedMoreData)
            {
                bytes.CopyTo(_carried);
                _carry = bytes.Length;
                return;
            }
            if (status == OperationStatus.Done) Count(bytes[..length]);
            else _stray += length;
            bytes = bytes[length..];
        }
    }

    private void Count(ReadOnlySpan<byte> sequence)
    {
        if (_sequences++ == 0) _firstLine = _line;
        // Read in the encoding, letters are followed by signs, as in "Ã©".
        if (_sequences <= ManySequences && encoding.IsSingleByte && !encoding.GetString(sequence[1..]).Any(char.IsLetter)) _symbols++;
    }
}
