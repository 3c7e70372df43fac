namespace ExT5.Data;

/// <summary>The ids of a corpus, one document after the other, readable at any place by any thread.</summary>
internal abstract class JoinedText
{
    // The order of documents belongs to the data, not to the run: another seed draws other segments and other masks.
    private const ulong DocumentOrderKey = 0x45785435;

    /// <summary>Number of ids.</summary>
    public abstract long Length { get; }

    /// <summary>Copies the ids from a place on.</summary>
    public abstract void CopyTo(long start, Span<int> destination);

    /// <summary>Documents are joined in a fixed random order, so that one segment rarely stays inside one file.</summary>
    protected static IndexPermutation OrderOf(long documents) => new(documents, DocumentOrderKey);
}
