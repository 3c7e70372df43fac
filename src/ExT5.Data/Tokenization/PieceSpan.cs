using System.Text;

namespace ExT5.Data;

/// <summary>A piece found in a text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Surface">Its normalized text; for a run of unknown characters the run.</param>
/// <param name="Begin">Where it begins in the original text.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct PieceSpan(int Id, string Surface, int Begin, int End);

/// <summary>Collects pieces with their origins; byte pieces but the last of a character have no extent, as in SentencePiece.</summary>
internal ref struct SpanSink(ReadOnlySpan<byte> normalized, ReadOnlySpan<int> origins, SentencePieceModel model) : IPieceSink
{
    private readonly ReadOnlySpan<byte> _normalized = normalized;
    private readonly ReadOnlySpan<int> _origins = origins;
    private int _unknownBegin = -1;

    public List<PieceSpan> Spans { get; } = [];

    public void Add(int id, int begin, int end)
    {
        if (id != model.UnknownId) AddPiece(id, begin, end);
        else if (model.ByteIds is not null) AddBytes(begin, end);
        else AddUnknown(begin, end);
        if (id != model.UnknownId) _unknownBegin = -1;
    }

    private readonly void AddPiece(int id, int begin, int end)
        => Spans.Add(new PieceSpan(id, Encoding.UTF8.GetString(_normalized[begin..end]), _origins[begin], _origins[end]));

    private void AddUnknown(int begin, int end)
    {
        if (_unknownBegin < 0) _unknownBegin = begin;
        else Spans.RemoveAt(Spans.Count - 1);
        AddPiece(model.UnknownId, _unknownBegin, end);
    }

    private readonly void AddBytes(int begin, int end)
    {
        for (var at = begin; at < end; at++)
        {
            var id = model.ByteIds![_normalized[at]];
            var last = at == end - 1 ? _origins[end] : _origins[begin];
            Spans.Add(new PieceSpan(id, Encoding.UTF8.GetString(model.TextOf(id)), _origins[begin], last));
        }
    }
}
