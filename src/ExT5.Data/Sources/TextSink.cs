namespace ExT5.Data;

/// <summary>Takes the bytes of a text file, tells by the first of them what it is in, and holds it in memory as UTF-8.</summary>
internal sealed class TextSink(string path, FileSourceOptions options) : IByteSink
{
    private readonly ChunkedBytes _text = new();
    private readonly List<byte> _start = [];
    private TextEvidence? _evidence;
    private Transcoder? _transcoder;
    private bool _isStarted;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (!_isStarted && _start.Count + bytes.Length < TextBytes.StartBytes)
        {
            _start.AddRange(bytes);
            return;
        }

        if (!_isStarted) Start([.. _start, .. bytes], isWhole: false);
        else Take(bytes);
    }

    /// <summary>The text, when all bytes have come.</summary>
    /// <exception cref="DataSourceException">It cannot be in the encoding it is said to be in.</exception>
    public ByteStore Finish()
    {
        if (!_isStarted) Start([.. _start], isWhole: true);
        _transcoder?.Write([], isEnd: true);
        CheckLength();
        return _evidence?.Problem() is { } problem ? throw new DataSourceException(path, null, problem) : _text;
    }

    private void Start(byte[] bytes, bool isWhole)
    {
        _isStarted = true;
        var start = bytes.AsSpan(0, Math.Min(bytes.Length, TextBytes.StartBytes));
        ForeignFormat.Refuse(path, start, isWhole ? bytes.Length : long.MaxValue);
        if (PackedFile.FormatOf(start) is { } packed)
            throw new DataSourceException(path, null, $"What is packed in the file is packed with {packed.Name} once more. Unpack it.");
        if (TextMark.EncodingOf(path, start, options.Encoding) is { } encoding)
        {
            _transcoder = new Transcoder(encoding, _text);
            // A mark leaves no doubt.
            if (!TextMark.IsMarked(start)) _evidence = new TextEvidence(encoding);
        }
        Take(bytes);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        _evidence?.Add(bytes);
        if (_transcoder is null) _text.Write(bytes);
        else _transcoder.Write(bytes);
        CheckLength();
    }

    private void CheckLength()
    {
        if (_text.Length > options.MaxUnpackedBytes)
            throw new DataSourceException(path, null,
                $"The text has more than {options.MaxUnpackedBytes:N0} bytes in UTF-8, and a file that is packed or in another encoding is held in memory. " +
                "Raise MaxUnpackedBytes, or unpack it and convert it to UTF-8.");
    }
}
