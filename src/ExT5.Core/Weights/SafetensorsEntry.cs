namespace ExT5.Core;

/// <summary>Where a tensor lies in a safetensors file and what it is.</summary>
/// <param name="Dtype">Element type.</param>
/// <param name="Shape">Sizes of the dimensions; empty for a scalar, a 0 in it for a tensor without elements.</param>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">The byte after the last.</param>
public sealed record SafetensorsEntry(SafetensorsDtype Dtype, long[] Shape, long Begin, long End)
{
    /// <summary>Length in bytes.</summary>
    public long ByteLength => End - Begin;

    /// <summary>For instance <c>F32 [32128, 512]</c>.</summary>
    public override string ToString() => $"{Dtype} [{string.Join(", ", Shape)}]";
}
