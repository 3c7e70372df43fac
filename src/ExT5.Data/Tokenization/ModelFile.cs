namespace ExT5.Data;

/// <summary>The bytes of a SentencePiece model and where they came from, for messages.</summary>
internal sealed class ModelFile(string name, byte[] bytes)
{
    /// <summary>Larger files are refused unread (64 MiB).</summary>
    public const int MaxBytes = 64 << 20;

    public byte[] Bytes { get; } = bytes;

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

    public VocabularyException Refused(string rule) => new($"{name} is not a usable SentencePiece model: {rule}");

    public VocabularyException Refused(int offset, string rule) => Refused($"byte {offset}: {rule}");

    private static VocabularyException TooLarge(string name)
        => new($"{name} is not a usable SentencePiece model: it is larger than {MaxBytes} bytes (64 MiB).");
}
