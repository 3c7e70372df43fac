namespace ExT5.Core;

/// <summary>
/// Keeps objects from the garbage collector until the end of a block. Native code works on the bare pointers of tensors: a
/// model or an argument that a caller does not use again could be finalized while an operation still reads it.
/// </summary>
internal readonly struct Held(object? first, object? second = null, object? third = null, object? fourth = null, object? fifth = null) : IDisposable
{
    public void Dispose()
    {
        GC.KeepAlive(first);
        GC.KeepAlive(second);
        GC.KeepAlive(third);
        GC.KeepAlive(fourth);
        GC.KeepAlive(fifth);
    }
}
