using System.Text;

namespace ExT5.Data;

/// <summary>How files are found and what reading them may cost.</summary>
public sealed record FileSourceOptions
{
    /// <summary>Longest row in bytes; 16 MiB by default. A longer one is an error when it is read, not a truncation.</summary>
    public int MaxRowBytes
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Allow at least 1 byte a row.");
    } = 16 << 20;

    /// <summary>Most bytes that a packed file, or one in another encoding, may take in memory; 1 GiB by default, at most 2,000,000,000.</summary>
    public long MaxUnpackedBytes
    {
        get;
        init => field = value is >= 0 and <= 2_000_000_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Allow from 0 up to 2,000,000,000 bytes.");
    } = 1L << 30;

    /// <summary>
    /// Most bytes of unpacked row groups (Parquet) and packed record batches (Arrow) that an open split keeps to read rows
    /// from again; 256 MiB by default. The part in use is kept whatever its size.
    /// </summary>
    public long CacheBytes
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Allow 0 bytes or more.");
    } = 256L << 20;

    /// <summary>How many times the bytes read so far a packed file above 10 MiB unpacked may grow; 200 by default.</summary>
    public int MaxExpansion
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Allow at least 1.");
    } = 200;

    /// <summary>What files call a split where that differs, for example <c>validation</c> to <c>dev</c>.</summary>
    public IReadOnlyDictionary<string, string> SplitNames { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Encoding of text files, for example <see cref="Encoding.Latin1"/>; null, the default, for UTF-8. A byte order mark wins over it, as with
    /// <see cref="StreamReader"/>; bytes that it does not have make their row a bad one, and a file that is plainly UTF-8 in spite of
    /// it is an error. Files in other encodings than UTF-8 are held in memory.
    /// </summary>
    public Encoding? Encoding { get; init; }

    /// <summary>
    /// Encoding of those text files that are not valid UTF-8 as a whole, for folders in which some are and some are not; null, the default, for
    /// none. Files that are valid UTF-8 are read as such, so that this is for encodings whose texts are not by chance, and not for UTF-16.
    /// <see cref="Encoding"/> goes before it.
    /// </summary>
    public Encoding? FallbackEncoding { get; init; }

    /// <summary>Blank lines of text files are rows too, as files that go side by side need; false by default.</summary>
    public bool KeepBlankLines { get; init; }

    /// <summary>
    /// A folder for indexes of text files, 6 bytes a row, so that a file is read through once and opened at once afterwards;
    /// null, the default, keeps them in memory, as does a folder that cannot be written; indexes that are in one are used. An index that is
    /// damaged, or for another state of its file, is made again.
    /// </summary>
    public string? IndexFolder { get; init; }
}
