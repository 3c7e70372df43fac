using ExT5.Data;

namespace ExT5.Training;

/// <summary>How the inputs of a task are cut to what a model reads, and how much that was.</summary>
internal sealed class EvaluatedInputs(TruncationSide side)
{
    /// <summary>Inputs that were cut.</summary>
    public int Cut { get; private set; }

    /// <summary>Tokens that were cut of them.</summary>
    public long Dropped { get; private set; }

    /// <summary>Ids, EOS not among them, with EOS and cut to a length.</summary>
    public int[] Ended(ReadOnlySpan<int> ids, int eosId, int length)
    {
        if (ids.Length > length - 1) (Cut, Dropped) = (Cut + 1, Dropped + ids.Length + 1 - length);
        return EndOfSequence.Append(ids, eosId, length, side);
    }
}
