using CsCheck;

namespace ExT5.Core.Tests.Native;

public class SymbolVersionSubstitutionTests
{
    private static readonly SymbolVersionSubstitution Marker = SymbolVersionSubstitution.ForLibTorchSharp[0];
    private readonly byte[] _library = ReadLibrary();

    [Theory]
    [InlineData("GLIBC_2.2.5", 0x09691a75)]
    [InlineData("GLIBCXX_3.4", 0x08922974)]
    [InlineData("CXXABI_1.3", 0x056bafd3)]
    public void Version_names_hash_as_in_the_Linux_Standard_Base(string name, uint hash) =>
        Assert.Equal(hash, SymbolVersionSubstitution.Hash(name));

    [Fact]
    public void Only_hash_and_name_of_the_lacking_versions_are_rewritten()
    {
        var original = ReadLibrary();

        foreach (var substitution in SymbolVersionSubstitution.ForLibTorchSharp)
            substitution.Apply(_library);

        var versions = Needs(_library).Select(need => need.Version).ToList();
        var changed = Enumerable.Range(0, original.Length).Count(i => original[i] != _library[i]);
        Assert.DoesNotContain("GLIBCXX_3.4.32", versions);
        Assert.DoesNotContain("GLIBCXX_3.4.30", versions);
        Assert.Equal(Needs(original).Count, versions.Count);
        Assert.InRange(changed, 1, 2 * 8);
    }

    [Fact]
    public void A_library_that_does_not_ask_for_the_version_is_refused()
    {
        Marker.Apply(_library);

        Assert.Contains("asks 0 times", Refused(Marker).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_another_symbol_carries_is_refused()
    {
        var other = Marker with { Symbol = "_ZNSolsEi" };

        Assert.Contains("expected only _ZNSolsEi", Refused(other).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_symbol_that_is_called_is_refused_where_nothing_may_call_it()
    {
        var called = SymbolVersionSubstitution.ForLibTorchSharp[1] with { IsCalled = false };

        Assert.Contains("is referred to", Refused(called).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replacement_that_the_library_does_not_name_is_refused() =>
        Refused(Marker with { Replacement = "GLIBCXX_3.4.99" });

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(700)]
    [InlineData(0x3f900)]
    [InlineData(1_000_000)]
    public void A_library_that_was_cut_off_is_refused(int length) =>
        Assert.Throws<InvalidDataException>(() => Marker.Apply(_library[..length]));

    [Fact]
    public void Damaged_tables_are_refused_or_rewritten_but_never_read_out_of_bounds()
    {
        var image = new ElfImage(_library);
        var dynamic = new ElfDynamicTable(image);
        var sections = (int)image.U64(40);
        (int Start, int Length)[] tables =
        [
            (0, 64 + 10 * 56),
            ((int)image.Dynamic.Offset, (int)image.Dynamic.Size),
            ((int)image.OffsetOf(dynamic[ElfTag.VersionNeeds], 16), 0x210),
            (sections, _library.Length - sections),
        ];

        Gen.Select(Gen.Int[0, tables.Length - 1], Gen.Double[0, 1], Gen.OneOf(Gen.Const((byte)0xff), Gen.Byte))
            .Array[1, 3]
            .Sample(damages => IsRefusedOrRewritten([.. damages.Select(damage =>
                (tables[damage.Item1].Start + (int)(damage.Item2 * (tables[damage.Item1].Length - 1)), damage.Item3))]),
                iter: 300, threads: 1);
    }

    private static byte[] ReadLibrary()
    {
        var path = NativeSearchFolders.OfThisProcess().Find("libLibTorchSharp.so");
        Assert.SkipWhen(path is null, "This machine has no Linux build of TorchSharp's library.");
        return File.ReadAllBytes(path);
    }

    private static IReadOnlyList<ElfVersionNeed> Needs(byte[] library)
    {
        var image = new ElfImage(library);
        return ElfVersionNeed.ReadAll(image, new ElfDynamicTable(image));
    }

    private InvalidDataException Refused(SymbolVersionSubstitution substitution) =>
        Assert.Throws<InvalidDataException>(() => substitution.Apply(_library));

    // Any other exception fails the property.
    private bool IsRefusedOrRewritten((int Position, byte Value)[] damages)
    {
        var damaged = (byte[])_library.Clone();
        foreach (var (position, value) in damages)
            damaged[position] = value;
        try
        {
            Marker.Apply(damaged);
            return !damaged.AsSpan().SequenceEqual(_library);
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }
}
