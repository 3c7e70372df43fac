namespace ExT5.Data;

/// <summary>The documents of a cache; takes 8 bytes a document of memory.</summary>
internal sealed class CachedText : JoinedText
{
    private readonly CachedExamples _documents;
    private readonly IndexPermutation _order;
    private readonly long[] _ends;

    public CachedText(CachedExamples documents, CancellationToken cancellationToken)
    {
        (_documents, _order) = (documents, OrderOf(documents.Count));
        _ends = new long[documents.Count];
        var end = 0L;
        for (var i = 0; i < _ends.Length; i++)
        {
            if ((i & 0xFFFF) == 0) cancellationToken.ThrowIfCancellationRequested();
            _ends[i] = end += documents.TargetLength(_order[i]);
        }
    }

    public override long Length => _ends.Length == 0 ? 0 : _ends[^1];

    public override void CopyTo(long start, Span<int> destination)
    {
        var document = Array.BinarySearch(_ends, start + 1);
        if (document < 0) document = ~document;
        // Of equal ends, those after the first belong to empty documents.
        while (document > 0 && _ends[document - 1] > start) document--;
        for (var filled = 0; filled < destination.Length; document++)
        {
            var begin = document == 0 ? 0 : _ends[document - 1];
            filled += _documents.ReadTarget(_order[document], (int)(start + filled - begin), destination[filled..]);
        }
    }
}
