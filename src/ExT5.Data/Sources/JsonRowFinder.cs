using System.Text;
using System.Text.Json;

namespace ExT5.Data;

/// <summary>Finds the rows of a JSON file: the items at a path such as <c>data</c>, read as a stream.</summary>
internal sealed class JsonRowFinder : RowFinder
{
    // How deep the whole may nest; rows that nest deeper than rows may are bad rows.
    private const int FirstBuffer = 1 << 18, MaxDepth = 1_000_000;
    private readonly string _path;

    /// <param name="path">Names of properties with points between them; empty for the whole file. With <c>*</c> at the end
    /// each property of the object there is a row.</param>
    public JsonRowFinder(string path)
    {
        _path = path;
        string[] steps = path.Length == 0 ? [] : path.Split('.');
        EachProperty = steps.Length > 0 && steps[^1] == "*";
        Steps = EachProperty ? steps[..^1] : steps;
        if (Steps.Any(step => step is "" or "*"))
            throw new ArgumentException(
                $"'{path}' is no path of names: write names with '.' between them, and '*' at the end only.", nameof(path));
    }

    /// <summary>True when each property of an object is a row.</summary>
    public bool EachProperty { get; }

    /// <summary>Names from the root to the rows.</summary>
    public IReadOnlyList<string> Steps { get; }

    public override string Kind => $"json {_path}";

    public override async ValueTask<RowIndex> FindAsync(
        string path, ByteStore bytes, FileSourceOptions options, CancellationToken cancellationToken)
    {
        var pass = new JsonRowPass(this, options.MaxRowBytes);
        var first = await ByteOrderMarkAsync(bytes, cancellationToken).ConfigureAwait(false);
        var (position, skipped) = (first, 0L);
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth });
        var buffer = new byte[FirstBuffer];
        try
        {
            for (var filled = 0; ;)
            {
                var read = await bytes.ReadAsync(buffer.AsMemory(filled), position + filled, cancellationToken).ConfigureAwait(false);
                filled += read;
                var taken = pass.Take(buffer.AsSpan(0, filled), position, isEnd: read == 0, ref state);
                if (read == 0) return pass.Finish();
                buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
                position += taken;
                filled -= taken;
                if (filled > options.MaxRowBytes)
                {
                    var text = JsonLongText.Find(buffer.AsSpan(0, filled))
                        ?? throw new FormatException($"A name has more than {options.MaxRowBytes:N0} bytes. Raise MaxRowBytes if it is right.");
                    var end = await text.EndAsync(bytes, position, cancellationToken).ConfigureAwait(false);
                    // The reader is given an empty text for the long one: the row it stands in is bad in any case.
                    if (pass.Take(text.Emptied, position, isEnd: false, ref state, end - position - text.Emptied.Length) < text.Emptied.Length)
                        throw new FormatException($"A name has more than {options.MaxRowBytes:N0} bytes. Raise MaxRowBytes if it is right.");
                    skipped += end - position - text.Emptied.Length;
                    (position, filled) = (end, 0);
                }
                else if (filled == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(2L * filled, Array.MaxLength));
            }
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            // After a long text the reader counts too few bytes, but no line too few.
            var line = error is JsonException { LineNumber: { } feeds, BytePositionInLine: { } behind } && skipped == 0
                ? LineCount.At(bytes, first, feeds, behind)
                : LineCount.At(bytes, position + pass.Offset);
            throw new DataSourceException(path, line, $"At {pass.Place}: {error.Message}", error);
        }
    }
}
