namespace ExT5.Core;

/// <summary>What the system's loader is told about a library: its name, what it needs, where its tables lie.</summary>
internal sealed class ElfDynamicTable
{
    private const int EntrySize = 16;
    private readonly ElfImage _image;
    private readonly Dictionary<ElfTag, ulong> _values = [];
    private readonly ulong _strings, _stringsEnd;

    public ElfDynamicTable(ElfImage image)
    {
        _image = image;
        var needed = new List<ulong>();
        for (var at = image.Dynamic.Offset; at + EntrySize <= image.Dynamic.Offset + image.Dynamic.Size; at += EntrySize)
        {
            var tag = (ElfTag)image.U64(at);
            if (tag == ElfTag.Null)
                break;
            if (tag == ElfTag.Needed)
                needed.Add(image.U64(at + 8));
            else
                _values[tag] = image.U64(at + 8);
        }
        _strings = image.OffsetOf(this[ElfTag.StringTable], this[ElfTag.StringTableSize]);
        _stringsEnd = _strings + this[ElfTag.StringTableSize];
        Needed = [.. needed.Select(Name)];
    }

    /// <summary>Names of the libraries it is linked against, in the loader's order.</summary>
    public IReadOnlyList<string> Needed { get; }

    public ulong this[ElfTag tag] =>
        _values.TryGetValue(tag, out var value)
            ? value
            : throw new InvalidDataException($"its dynamic table has no {tag}");

    public ulong ValueOrZero(ElfTag tag) => _values.GetValueOrDefault(tag);

    /// <summary>A name of the dynamic string table.</summary>
    public string Name(ulong nameOffset)
    {
        ElfImage.Require(nameOffset < _stringsEnd - _strings, "a name lies outside the string table");
        return _image.Text(_strings + nameOffset, _stringsEnd);
    }
}

/// <summary>Tags of the dynamic table (System V ABI; GNU extensions for versions).</summary>
internal enum ElfTag : ulong
{
    Null = 0,
    Needed = 1,
    ProcedureLinkageSize = 2,
    StringTable = 5,
    SymbolTable = 6,
    Relocations = 7,
    RelocationsSize = 8,
    StringTableSize = 10,
    ProcedureLinkageKind = 20,
    ProcedureLinkageRelocations = 23,
    SymbolVersions = 0x6ffffff0,
    VersionNeeds = 0x6ffffffe,
    VersionNeedsCount = 0x6fffffff,
}
