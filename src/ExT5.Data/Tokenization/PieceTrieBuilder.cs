namespace ExT5.Data;

/// <summary>Builds a <see cref="PieceTrie"/> from sorted distinct keys, without recursion and in bounded memory.</summary>
internal sealed class PieceTrieBuilder
{
    private readonly byte[] _bytes;
    private readonly ReadOnlyMemory<PieceKey> _keys;
    private readonly TrieUnitAllocator _units;

    private PieceTrieBuilder(byte[] bytes, ReadOnlyMemory<PieceKey> keys, TrieUnitAllocator units)
        => (_bytes, _keys, _units) = (bytes, keys, units);

    /// <param name="file">Holds the bytes of the keys.</param>
    /// <param name="keys">Distinct keys in ordinal byte order, without NUL.</param>
    public static PieceTrie Build(ModelFile file, PieceKey[] keys)
    {
        var units = new TrieUnitAllocator(() => file.Refused($"its pieces need more than {TrieUnitAllocator.MaxUnits} trie units."));
        new PieceTrieBuilder(file.Bytes, keys, units).Place();
        return new PieceTrie(units.ToArray(), keys.Length == 0 ? 0 : keys.Max(key => key.Text.Length));
    }

    private void Place()
    {
        var open = new Stack<Node>();
        if (_keys.Length > 0) open.Push(new Node(0, 0, _keys.Length, 0));
        Span<Node> children = stackalloc Node[256];
        Span<byte> labels = stackalloc byte[256];
        while (open.TryPop(out var node))
        {
            var count = Split(node, labels, children);
            if (count == 0) continue;
            var first = _units.PlaceChildren(node.Unit, labels[..count]);
            for (var i = count - 1; i >= 0; i--)
                open.Push(children[i] with { Unit = (int)first ^ labels[i] });
        }
    }

    /// <summary>Groups the keys of a node by their next byte and notes the key that ends at the node.</summary>
    private int Split(Node node, Span<byte> labels, Span<Node> children)
    {
        var keys = _keys.Span;
        var (begin, count) = (node.Begin, 0);
        if (keys[begin].Text.Length == node.Depth) _units.SetId(node.Unit, keys[begin++].Id);
        while (begin < node.End)
        {
            var label = Byte(keys[begin], node.Depth);
            var end = begin + 1;
            while (end < node.End && Byte(keys[end], node.Depth) == label) end++;
            labels[count] = label;
            children[count++] = new Node(0, begin, end, node.Depth + 1);
            begin = end;
        }
        return count;
    }

    private byte Byte(PieceKey key, int depth) => _bytes[key.Text.Offset + depth];

    /// <summary>A unit and the keys that pass through it.</summary>
    private record struct Node(int Unit, int Begin, int End, int Depth);
}
