using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Collects tokens that a row may not produce next, and bans them all at once.</summary>
internal sealed class BannedTokens(Tensor scores)
{
    private readonly long _vocabulary = scores.shape[1];
    private readonly List<long> _places = [];

    /// <summary>Bans a token in a row; ids beyond the model's scores cannot be produced anyway.</summary>
    public void Add(int row, int token)
    {
        if (token < _vocabulary)
            _places.Add((row * _vocabulary) + token);
    }

    /// <summary>The scores [N, V], changed in place: minus infinity at every banned token.</summary>
    public Tensor Apply()
    {
        if (_places.Count == 0)
            return scores;
        using var places = tensor(_places.ToArray(), device: scores.device);
        using var flat = scores.view(-1);
        flat.index_fill_(0, places, Scalars.MinusInfinity);
        return scores;
    }
}
