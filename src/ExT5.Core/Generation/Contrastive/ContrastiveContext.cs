using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// The hidden states of all tokens so far and the scores of the next. Between steps the decoder holds the candidates
/// looked at last, K rows for each of N; the next look goes straight from the chosen ones to theirs, so that caches are
/// copied once a step and the encoder's keys and values only when rows leave.
/// </summary>
internal sealed class ContrastiveContext : IDisposable
{
    private readonly INextTokenStates _decoder;
    private Tensor _past; // [N, L, M], each of length 1
    private Tensor _aheadLogits; // [N * K, V]
    private Tensor _aheadStates; // [N * K, M], each of length 1
    private int[] _origins; // the decoder's row that each of the N continues
    private int _candidates;

    public ContrastiveContext(INextTokenStates decoder, int[] startIds)
    {
        using var scope = NewDisposeScope();
        _decoder = decoder;
        _origins = [.. Enumerable.Range(0, startIds.Length)];
        Logits = decoder.Advance(startIds, out var states).DetachFromDisposeScope();
        _past = Unit(states).unsqueeze(1).DetachFromDisposeScope();
        (_aheadLogits, _aheadStates) = (empty(0).DetachFromDisposeScope(), empty(0).DetachFromDisposeScope());
    }

    /// <summary>Scores of the next token, float32 [N, V].</summary>
    public Tensor Logits { get; private set; }

    /// <summary>Feeds K candidates to each row: how like each is to the row's tokens before, [N, K].</summary>
    /// <param name="tokens">The candidates, [N, K].</param>
    /// <param name="count">K.</param>
    public Tensor LookAhead(int[] tokens, int count)
    {
        using var scope = NewDisposeScope();
        _decoder.Rearrange([.. _origins.SelectMany(row => Enumerable.Repeat(row, count))]);
        _candidates = count;
        Replace(ref _aheadLogits, _decoder.Advance(tokens, out var states));
        Replace(ref _aheadStates, Unit(states));
        var ahead = _aheadStates.view(_origins.Length, count, -1); // [N, K, M]
        return ahead.bmm(_past.transpose(1, 2)).amax([2]).MoveToOuterDisposeScope(); // [N, K, L] before the maximum
    }

    /// <summary>Goes on with the chosen candidate of each row.</summary>
    /// <param name="chosen">Which of its candidates each row takes, [N].</param>
    /// <param name="kept">The rows that stay; none: all.</param>
    public void Choose(int[] chosen, int[] kept)
    {
        using var scope = NewDisposeScope();
        if (kept.Length == 0)
            kept = [.. Enumerable.Range(0, chosen.Length)];
        _origins = Array.ConvertAll(kept, row => (row * _candidates) + chosen[row]);
        var origins = Places(_origins);
        var past = kept.Length == chosen.Length ? _past : _past.index_select(0, Places(kept));
        var states = _aheadStates.index_select(0, origins).unsqueeze(1);
        Replace(ref _past, cat([past, states], 1));
        var logits = Logits;
        Replace(ref logits, _aheadLogits.index_select(0, origins));
        Logits = logits;
    }

    public void Dispose()
    {
        Logits.Dispose();
        _past.Dispose();
        _aheadLogits.Dispose();
        _aheadStates.Dispose();
    }

    private static Tensor Unit(Tensor states) => states / states.norm(1, keepdim: true, p: 2);

    private static void Replace(ref Tensor held, Tensor with)
    {
        held.Dispose();
        held = with.DetachFromDisposeScope();
    }

    private Tensor Places(int[] rows) =>
        tensor(Array.ConvertAll(rows, row => (long)row), device: _past.device);
}
