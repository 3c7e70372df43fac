using System.Buffers;

namespace ExT5.Data;

/// <summary>
/// Plain text cut into segments of the length the objective asks for. Documents are joined without separators, as T5's
/// <c>reduce_concat_tokens</c> does; every token is in exactly one segment. Each drawing of a segment is corrupted anew.
/// </summary>
internal sealed class DenoisingStream : ExampleStream
{
    private readonly Objective _objective;
    private readonly BatchShape _shape;
    private readonly Vocabulary _vocabulary;
    private readonly JoinedText _tokens;
    private readonly int _segmentLength;

    public DenoisingStream(Seq2SeqTask task, Func<JoinedText> text, Vocabulary vocabulary, BatchShape shape)
    {
        _objective = task.Objective!;
        _shape = shape;
        _vocabulary = vocabulary;
        _segmentLength = _objective.SegmentLength(shape, vocabulary);
        _tokens = text();
        // A last piece of one token cannot be corrupted; it is the only token that is never used.
        Count = _tokens.Length / _segmentLength + (_tokens.Length % _segmentLength >= 2 ? 1 : 0);
        if (Count == 0)
            throw new RegistryException($"Task '{task.Name}' has less than two tokens of text. Give it more rows.");
    }

    public override long Count { get; }

    public override TokenizedExample this[long index, ulong key]
    {
        get
        {
            var start = index * _segmentLength;
            var length = (int)Math.Min(_segmentLength, _tokens.Length - start);
            var segment = ArrayPool<int>.Shared.Rent(length);
            try
            {
                _tokens.CopyTo(start, segment.AsSpan(0, length));
                var random = new CounterRandom(key);
                var example = _objective.Corrupt(segment.AsSpan(0, length), _shape, _vocabulary, ref random);
                return new TokenizedExample([.. example.Inputs, _vocabulary.EosId], [.. example.Targets, _vocabulary.EosId])
                {
                    TargetWeights = example.TargetWeights is { } weights ? [.. weights, weights is [.., var last] ? last : 1] : null,
                };
            }
            finally
            {
                ArrayPool<int>.Shared.Return(segment);
            }
        }
    }
}
