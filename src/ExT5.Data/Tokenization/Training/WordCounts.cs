using System.Diagnostics.CodeAnalysis;

namespace ExT5.Data;

/// <summary>How often each byte string was seen.</summary>
internal sealed class WordCounts
{
    private readonly Dictionary<byte[], long> _counts = new(new ByText());
    private readonly Dictionary<byte[], long>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;

    public WordCounts() => _bySpan = _counts.GetAlternateLookup<ReadOnlySpan<byte>>();

    public IReadOnlyCollection<KeyValuePair<byte[], long>> All => _counts;

    public void Add(ReadOnlySpan<byte> word, long count)
    {
        if (word.IsEmpty) return;
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_bySpan, word, out _) += count;
    }

    private sealed class ByText : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
