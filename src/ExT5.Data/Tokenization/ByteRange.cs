namespace ExT5.Data;

/// <summary>A slice of the model file.</summary>
internal readonly record struct ByteRange(int Offset, int Length)
{
    public ReadOnlySpan<byte> In(byte[] bytes) => bytes.AsSpan(Offset, Length);
}
