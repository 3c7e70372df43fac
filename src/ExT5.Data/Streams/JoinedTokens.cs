using System.Buffers;

namespace ExT5.Data;

/// <summary>
/// Documents that were tokenized into memory; two bytes an id where the vocabulary allows it.
/// </summary>
internal sealed class JoinedTokens : JoinedText
{
    private const int DocumentsOfPart = 256;
    private readonly List<Part> _parts = [];
    private readonly List<long> _ends = [];

    public override long Length => _ends.Count == 0 ? 0 : _ends[^1];

    /// <summary>Encodes the targets of documents on all cores.</summary>
    /// <param name="documents">Read from several threads.</param>
    /// <param name="vocabulary">Encodes them.</param>
    /// <param name="pass">Told of documents that cannot be read, which are then left out; null to stop at the first.</param>
    /// <param name="cancellationToken">Stops between two documents.</param>
    public static JoinedTokens Encode(
        IReadOnlyList<TextExample> documents, Vocabulary vocabulary, Action<int, Exception>? pass, CancellationToken cancellationToken)
    {
        var joined = new JoinedTokens();
        var (count, order) = (documents.Count, OrderOf(documents.Count));
        string Document(int place)
        {
            var row = (int)order[place];
            try
            {
                return documents[row].Target;
            }
            catch (Exception error) when (pass is not null && error is not OutOfMemoryException)
            {
                pass(row, error);
                return "";
            }
            catch (OperationCanceledException error)
            {
                // A time limit of the source's own: nobody stopped the opening.
                throw RowProblem.Of(documents, row, error);
            }
        }

        var parts = Enumerable.Range(0, (count + DocumentsOfPart - 1) / DocumentsOfPart)
            .AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.AutoBuffered)
            .Select(part => EncodePart(Document, part * DocumentsOfPart, Math.Min(count, (part + 1) * DocumentsOfPart), vocabulary, cancellationToken));
        try
        {
            foreach (var part in parts)
            {
                joined._parts.Add(part);
                joined._ends.Add(joined.Length + part.Length);
            }
        }
        catch (AggregateException errors) when (errors.Flatten().InnerExceptions is [var first, ..])
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        return joined;
    }

    public override void CopyTo(long start, Span<int> destination)
    {
        var part = _ends.BinarySearch(start + 1);
        if (part < 0) part = ~part;
        for (var filled = 0; filled < destination.Length; part++)
        {
            var from = start + filled - (_ends[part] - _parts[part].Length);
            var length = (int)Math.Min(destination.Length - filled, _parts[part].Length - from);
            _parts[part].CopyTo((int)from, destination.Slice(filled, length));
            filled += length;
        }
    }

    private static Part EncodePart(Func<int, string> documents, int begin, int end, Vocabulary vocabulary, CancellationToken cancellationToken)
    {
        var ids = new ArrayBufferWriter<int>();
        for (var i = begin; i < end; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            vocabulary.Encode(documents(i), ids);
        }

        return vocabulary.Size <= ushort.MaxValue + 1
            ? new Part(Array.ConvertAll(ids.WrittenSpan.ToArray(), id => (ushort)id), null)
            : new Part(null, ids.WrittenSpan.ToArray());
    }

    private sealed record Part(ushort[]? Narrow, int[]? Wide)
    {
        public int Length => Narrow?.Length ?? Wide!.Length;

        public void CopyTo(int start, Span<int> destination)
        {
            if (Narrow is null) Wide.AsSpan(start, destination.Length).CopyTo(destination);
            else for (var i = 0; i < destination.Length; i++) destination[i] = Narrow[start + i];
        }
    }
}
