namespace ExT5.Core;

/// <summary>Makes the requests of one call's batches: what all share, and what each input has of its own.</summary>
internal sealed class RequestsOfCall
{
    private readonly ulong[] _keys;
    private readonly DecodingRequest _shared;

    public RequestsOfCall(
        T5Config config,
        GenerationDefaults defaults,
        GenerationLimits limits,
        IReadOnlyList<int[]> inputs,
        Func<int[], string> decode,
        TimeProvider time)
    {
        _keys = InputKeys.Of(inputs);
        var began = time.GetTimestamp();
        IReadOnlyList<int>[] eosIds = [limits.EosIds, defaults.Limits.EosIds, config.EosIds];
        var ends = eosIds.First(ids => ids.Count > 0);
        _shared = new(
            0, defaults.DecoderStartId ?? config.DecoderStartId, ends[0], limits.MaxNewTokens, limits.MinNewTokens)
        {
            EosIds = ends,
            StoppingCriteria = limits.StoppingCriteria,
            DecodeText = decode,
            Elapsed = () => time.GetElapsedTime(began),
        };
    }

    /// <summary>What is asked of a batch.</summary>
    public DecodingRequest Of(EncoderBatch batch) => _shared with
    {
        Rows = batch.Rows.Length,
        Inputs = [.. batch.Places.Zip(batch.Rows, (place, ids) => new DecodingInput(place, ids, _keys[place]))],
    };
}
