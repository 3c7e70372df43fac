namespace ExT5.Core;

/// <summary>Which symbols carry a version, and which of them code or data really refers to.</summary>
internal sealed class ElfSymbolUse
{
    private const int SymbolSize = 24, RelocationSize = 24, HiddenBit = 0x8000;
    private const ulong RelocationsWithAddend = 7;
    private readonly ElfImage _image;
    private readonly ElfDynamicTable _dynamic;
    private readonly ulong _symbols, _versions, _count;

    public ElfSymbolUse(ElfImage image, ElfDynamicTable dynamic)
    {
        _image = image;
        _dynamic = dynamic;
        var section = image.DynamicSymbols();
        ElfImage.Require(
            section.Address == dynamic[ElfTag.SymbolTable] && section.Size % SymbolSize == 0,
            "its symbol section and its dynamic table disagree");
        _count = section.Size / SymbolSize;
        _symbols = image.OffsetOf(section.Address, section.Size);
        _versions = image.OffsetOf(dynamic[ElfTag.SymbolVersions], _count * 2);
    }

    /// <summary>Index and name of every symbol with this version index.</summary>
    public IReadOnlyDictionary<ulong, string> WithVersion(ushort versionIndex)
    {
        var found = new Dictionary<ulong, string>();
        for (var i = 0ul; i < _count; i++)
            if ((_image.U16(_versions + i * 2) & ~HiddenBit) == versionIndex)
                found.Add(i, _dynamic.Name(_image.U32(_symbols + i * SymbolSize)));
        return found;
    }

    /// <summary>Whether any relocation of data or of the procedure linkage table refers to the symbol.</summary>
    public bool IsReferred(ulong symbol) =>
        Refers(ElfTag.Relocations, ElfTag.RelocationsSize, symbol) || RefersFromProcedureLinkage(symbol);

    private bool RefersFromProcedureLinkage(ulong symbol)
    {
        if (_dynamic.ValueOrZero(ElfTag.ProcedureLinkageSize) == 0)
            return false;
        ElfImage.Require(
            _dynamic[ElfTag.ProcedureLinkageKind] == RelocationsWithAddend, "its relocations have an unknown format");
        return Refers(ElfTag.ProcedureLinkageRelocations, ElfTag.ProcedureLinkageSize, symbol);
    }

    private bool Refers(ElfTag table, ElfTag size, ulong symbol)
    {
        var length = _dynamic.ValueOrZero(size);
        if (length == 0)
            return false;
        var start = _image.OffsetOf(_dynamic[table], length);
        for (var at = 0ul; at + RelocationSize <= length; at += RelocationSize)
            if (_image.U64(start + at + 8) >> 32 == symbol)
                return true;
        return false;
    }
}
