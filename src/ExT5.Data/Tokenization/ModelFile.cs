namespace ExT5.Data;

/// <summary>The bytes of a vocabulary's file and where they came from, for messages.</summary>
internal sealed class ModelFile(string name, byte[] given)
{
    private const string JsonKind = "tokenizer.json";
    private const string ModelKind = "SentencePiece model";
    private const int CheckedBytes = 512;
    private string _kind = IsObject(WithoutMark(given)) ? JsonKind : ModelKind;

    /// <summary>Larger files are refused unread (64 MiB).</summary>
    public const int MaxBytes = 64 << 20;

    /// <summary>The file's path in quotes, or what else it is.</summary>
    public string Name => name;

    public byte[] Bytes { get; } = IsObject(WithoutMark(given)) ? WithoutMark(given).ToArray() : given;

    /// <summary>Whether the file is a <c>tokenizer.json</c>; no SentencePiece model starts with a brace.</summary>
    public bool IsJson => _kind == JsonKind;

    /// <summary>Bytes made from this file, with its name and kind.</summary>
    public ModelFile WithBytes(byte[] other) => new(name, other) { _kind = _kind };

    public static ModelFile Read(string path) => Checked(new ModelFile($"'{path}'", BytesOf(path, MaxBytes)));

    public static ModelFile Read(Stream stream, string name) => Checked(new ModelFile(name, BytesOf(stream, name, MaxBytes)));

    public static ModelFile Copy(ReadOnlySpan<byte> bytes, string name)
        => bytes.Length > MaxBytes ? throw TooLarge(name, MaxBytes) : Checked(new ModelFile(name, bytes.ToArray()));

    /// <summary>The bytes of a file of a bounded size.</summary>
    /// <exception cref="VocabularyException">It is larger, or may not be read.</exception>
    public static byte[] BytesOf(string path, int most)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return BytesOf(stream, $"'{path}'", most);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new VocabularyException($"'{path}' cannot be read: {error.Message}", error);
        }
    }

    private static byte[] BytesOf(Stream stream, string name, int most)
    {
        using var copy = new MemoryStream();
        var chunk = new byte[1 << 16];
        int read;
        while ((read = stream.Read(chunk)) > 0)
        {
            if (copy.Length + read > most) throw TooLarge(name, most);
            copy.Write(chunk, 0, read);
        }
        return copy.ToArray();
    }

    // What people point at by mistake; a SentencePiece model has a score behind each piece, whose field number no text holds.
    private static ModelFile Checked(ModelFile file)
    {
        GitLfsPointer.Refuse(file.Name, file.Bytes);
        if (file.Bytes.Length == 0) throw new VocabularyException($"{file.Name} is empty, so it has 0 pieces and is no vocabulary.");
        if (!file.IsJson && IsText(file.Bytes.AsSpan(0, Math.Min(file.Bytes.Length, CheckedBytes))))
            throw new VocabularyException($"{file.Name} is a text, not a vocabulary. Give a SentencePiece model (spiece.model), a tokenizer.json or a folder with one.");
        return file;
    }

    public VocabularyException Refused(string rule) => new($"{name} is not a usable {_kind}: {rule}");

    public VocabularyException Refused(int offset, string rule) => Refused($"byte {offset}: {rule}");

    // A SentencePiece model may start like white space and a brace too, but then has bytes of no text.
    private static bool IsObject(ReadOnlySpan<byte> bytes) =>
        bytes.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] && (bytes[0] == (byte)'{' || IsText(bytes[..Math.Min(bytes.Length, CheckedBytes)]));

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            if (value < (byte)' ' && value is not ((byte)'\t' or (byte)'\r' or (byte)'\n')) return false;
        return true;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes["\uFEFF"u8.Length..] : bytes;

    private static VocabularyException TooLarge(string name, int most)
        => new($"{name} is not a usable vocabulary: it is larger than {most} bytes ({most >> 20} MiB).");
}
