namespace ExT5.Data;

/// <summary>The bytes of a vocabulary's file and where they came from, for messages.</summary>
internal sealed class ModelFile(string name, byte[] bytes)
{
    private const string JsonKind = "tokenizer.json";
    private const string ModelKind = "SentencePiece model";
    private string _kind = IsObject(bytes) ? JsonKind : ModelKind;

    /// <summary>Larger files are refused unread (64 MiB).</summary>
    public const int MaxBytes = 64 << 20;

    public byte[] Bytes { get; } = bytes;

    /// <summary>Whether the file is a <c>tokenizer.json</c>; no SentencePiece model starts with a brace.</summary>
    public bool IsJson => _kind == JsonKind;

    /// <summary>Bytes made from this file, with its name and kind.</summary>
    public ModelFile WithBytes(byte[] other) => new(name, other) { _kind = _kind };

    public static ModelFile Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, $"'{path}'");
    }

    public static ModelFile Read(Stream stream, string name)
    {
        using var copy = new MemoryStream();
        var chunk = new byte[1 << 16];
        int read;
        while ((read = stream.Read(chunk)) > 0)
        {
            if (copy.Length + read > MaxBytes) throw TooLarge(name);
            copy.Write(chunk, 0, read);
        }
        return new ModelFile(name, copy.ToArray());
    }

    public static ModelFile Copy(ReadOnlySpan<byte> bytes, string name)
        => bytes.Length > MaxBytes ? throw TooLarge(name) : new ModelFile(name, bytes.ToArray());

    public VocabularyException Refused(string rule) => new($"{name} is not a usable {_kind}: {rule}");

    public VocabularyException Refused(int offset, string rule) => Refused($"byte {offset}: {rule}");

    private static bool IsObject(ReadOnlySpan<byte> bytes) => bytes is [(byte)'{', ..];

    private static VocabularyException TooLarge(string name)
        => new($"{name} is not a usable vocabulary: it is larger than {MaxBytes} bytes (64 MiB).");
}
