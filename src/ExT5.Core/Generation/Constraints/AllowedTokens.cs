using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// Collects the tokens that rows may produce next, and bans all others at once. The host touches the allowed tokens
/// only, never the vocabulary.
/// </summary>
internal sealed class AllowedTokens(Tensor scores)
{
    private readonly long _vocabulary = scores.shape[1];
    private readonly List<long> _limitedRows = [];
    private readonly List<long> _places = [];

    /// <summary>Limits a row to these tokens.</summary>
    /// <exception cref="GenerationException">There is no token, or one that the model does not know.</exception>
    public void Limit(int row, IEnumerable<int> tokens, int step)
    {
        var count = _places.Count;
        foreach (var token in tokens)
            _places.Add(token >= 0 && token < _vocabulary
                ? (row * _vocabulary) + token
                : throw GenerationException.UnknownToken(token, _vocabulary, step));
        if (_places.Count == count)
            throw GenerationException.NothingAllowed(step);
        _limitedRows.Add(row);
    }

    /// <summary>The scores [N, V], changed in place: minus infinity at all other tokens of the limited rows.</summary>
    public Tensor Apply()
    {
        if (_places.Count == 0)
            return scores;
        using var scope = NewDisposeScope();
        var places = tensor(_places.ToArray(), device: scores.device);
        var flat = scores.view(-1);
        var allowed = flat.index_select(0, places);
        if (_limitedRows.Count == scores.shape[0])
            scores.fill_(Scalars.MinusInfinity);
        else
            scores.index_fill_(0, tensor(_limitedRows.ToArray(), device: scores.device), Scalars.MinusInfinity);
        flat.index_copy_(0, places, allowed);
        return scores;
    }
}
