using System.Buffers.Binary;

namespace ExT5.Core;

/// <summary>Lets a library ask for an older version of one symbol, where that is known to be the same.</summary>
/// <param name="Library">The library that provides the symbol.</param>
/// <param name="Version">The version asked for today.</param>
/// <param name="Symbol">The only symbol that may carry it; more, and the file is refused.</param>
/// <param name="Replacement">The older version to ask for.</param>
/// <param name="IsCalled">False when nothing may refer to the symbol at run time.</param>
internal sealed record SymbolVersionSubstitution(
    string Library, string Version, string Symbol, string Replacement, bool IsCalled)
{
    /// <summary>What TorchSharp 0.107's Linux library asks for beyond libstdc++ of GCC 11.</summary>
    /// <remarks>
    /// 3.4.32 (GCC 13) is carried by a marker that including &lt;iostream&gt; leaves behind; nothing calls it. It says that
    /// libstdc++ itself starts the standard streams; with an older one libtorch, loaded first, starts them.
    /// 3.4.30 (GCC 12) only added noexcept to <c>condition_variable::wait</c>; 3.4.11 is the same function.
    /// </remarks>
    public static IReadOnlyList<SymbolVersionSubstitution> ForLibTorchSharp { get; } =
    [
        new("libstdc++.so.6", "GLIBCXX_3.4.32", "_ZSt21ios_base_library_initv", "GLIBCXX_3.4.11", IsCalled: false),
        new("libstdc++.so.6", "GLIBCXX_3.4.30", "_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE",
            "GLIBCXX_3.4.11", IsCalled: true),
    ];

    /// <summary>Rewrites the one version entry in place.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or is not what this substitution was checked for.</exception>
    public void Apply(byte[] library)
    {
        var image = new ElfImage(library);
        var dynamic = new ElfDynamicTable(image);
        var needs = ElfVersionNeed.ReadAll(image, dynamic).Where(need => need.Library == Library).ToList();
        var today = Single(needs, Version);
        RequireOnlyTheKnownSymbol(new(image, dynamic), today);

        var entry = library.AsSpan((int)today.Position, ElfVersionNeed.EntrySize);
        BinaryPrimitives.WriteUInt32LittleEndian(entry, Hash(Replacement));
        BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], Single(needs, Replacement, orMore: true).NameOffset);
    }

    /// <summary>The System V hash by which the loader compares version names.</summary>
    public static uint Hash(string name)
    {
        var hash = 0u;
        foreach (var character in name)
        {
            hash = (hash << 4) + character;
            var high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }
        return hash;
    }

    private static ElfVersionNeed Single(List<ElfVersionNeed> needs, string version, bool orMore = false)
    {
        var found = needs.FindAll(need => need.Version == version);
        ElfImage.Require(found.Count == 1 || (orMore && found.Count > 1), $"it asks {found.Count} times for {version}");
        return found[0];
    }

    private void RequireOnlyTheKnownSymbol(ElfSymbolUse use, ElfVersionNeed need)
    {
        var symbols = use.WithVersion(need.Index);
        ElfImage.Require(
            symbols.Count == 1 && symbols.Values.Single() == Symbol,
            $"{Version} is carried by {string.Join(", ", symbols.Values)}, expected only {Symbol}");
        ElfImage.Require(IsCalled || !use.IsReferred(symbols.Keys.Single()), $"{Symbol} is referred to");
    }
}
