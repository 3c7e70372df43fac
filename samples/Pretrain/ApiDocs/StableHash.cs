namespace Pretrain.ApiDocs;

/// <summary>A hash of text that is the same on every machine and in every run (FNV-1a, mixed); string.GetHashCode is not.</summary>
internal static class StableHash
{
    public static ulong Of(string text, ulong seed = 0)
    {
        var hash = 0xCBF29CE484222325 ^ (seed * 0x9E3779B97F4A7C15);
        foreach (var character in text) hash = (hash ^ character) * 0x100000001B3;
        // The low bits of FNV are weak; MurmurHash3's finalizer spreads them.
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }

    /// <summary>Picks an entry of a list by the hash of a text.</summary>
    public static T Pick<T>(IReadOnlyList<T> items, string text, ulong seed) => items[(int)(Of(text, seed) % (ulong)items.Count)];

    /// <summary>True for half of all texts.</summary>
    public static bool Coin(string text, ulong seed) => (Of(text, seed) & 1) == 0;
}
