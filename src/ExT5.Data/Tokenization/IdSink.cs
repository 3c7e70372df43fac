using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ExT5.Data;

/// <summary>Writes the ids of a text: one unknown id per run of unknown characters, or the bytes of each.</summary>
/// <param name="destination">Receives the ids.</param>
/// <param name="normalized">The text that is segmented.</param>
/// <param name="unknownId">Id of unknown characters.</param>
/// <param name="byteIds">Ids of the 256 bytes, or null.</param>
/// <param name="skip">Leave out so many ids at the start.</param>
internal ref struct IdSink(
    IBufferWriter<int> destination, ReadOnlySpan<byte> normalized, int unknownId, int[]? byteIds, int skip = 0) : IPieceSink
{
    private const int ChunkIds = 256;

    private Span<int> _chunk;
    private int _written;
    private int _skip = skip;
    private bool _afterUnknown;

    /// <summary>The text that is segmented.</summary>
    public ReadOnlySpan<byte> Text { get; set; } = normalized;

    /// <summary>Adds up to four known pieces.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector128<int> ids, int count)
    {
        if (_chunk.Length - _written < Vector128<int>.Count) NextChunk();
        ids.CopyTo(_chunk[_written..]);
        _written += count;
        _afterUnknown = false;
    }

    public void Add(int id, int begin, int end)
    {
        if (id == unknownId) AddUnknown(begin, end);
        else Write(id);
        _afterUnknown = id == unknownId;
    }

    /// <summary>Hands the last ids to the destination.</summary>
    public void Flush()
    {
        if (_written > 0) destination.Advance(_written);
        _chunk = default;
        _written = 0;
    }

    private void AddUnknown(int begin, int end)
    {
        if (byteIds is null)
        {
            if (!_afterUnknown) Write(unknownId);
            return;
        }
        foreach (var b in Text[begin..end]) Write(byteIds[b]);
    }

    private void Write(int id)
    {
        if (_skip > 0)
        {
            _skip--;
            return;
        }
        if (_written == _chunk.Length) NextChunk();
        _chunk[_written++] = id;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NextChunk()
    {
        Flush();
        _chunk = destination.GetSpan(ChunkIds);
    }
}
