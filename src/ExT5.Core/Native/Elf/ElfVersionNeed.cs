namespace ExT5.Core;

/// <summary>One symbol version that a library asks another library for.</summary>
/// <param name="Library">The other library, for instance <c>libstdc++.so.6</c>.</param>
/// <param name="Version">For instance <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="Index">The number by which symbols refer to this version.</param>
/// <param name="NameOffset">Where the version's name starts in the dynamic string table.</param>
/// <param name="Position">Where the 16-byte entry lies in the file.</param>
internal sealed record ElfVersionNeed(string Library, string Version, ushort Index, uint NameOffset, ulong Position)
{
    public const int EntrySize = 16;

    /// <summary>All version needs, read from the table that the loader itself reads.</summary>
    public static IReadOnlyList<ElfVersionNeed> ReadAll(ElfImage image, ElfDynamicTable dynamic)
    {
        var needs = new List<ElfVersionNeed>();
        var library = image.OffsetOf(dynamic[ElfTag.VersionNeeds], EntrySize);
        var count = dynamic[ElfTag.VersionNeedsCount];
        ElfImage.Require(count <= ushort.MaxValue, "it has more version needs than indices");
        for (var left = count; left > 0; left--)
        {
            ElfImage.Require(image.U16(library) == 1, "its version needs have an unknown format");
            ReadLibrary(image, dynamic, library, needs);
            library += image.U32(library + 12);
        }
        return needs;
    }

    private static void ReadLibrary(
        ElfImage image, ElfDynamicTable dynamic, ulong library, List<ElfVersionNeed> needs)
    {
        var name = dynamic.Name(image.U32(library + 4));
        var entry = library + image.U32(library + 8);
        for (var left = image.U16(library + 2); left > 0; left--)
        {
            var nameOffset = image.U32(entry + 8);
            needs.Add(new(name, dynamic.Name(nameOffset), image.U16(entry + 6), nameOffset, entry));
            ElfImage.Require(needs.Count <= ushort.MaxValue, "it has more version needs than indices");
            entry += image.U32(entry + 12);
        }
    }
}
