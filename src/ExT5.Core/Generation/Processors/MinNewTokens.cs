using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>Bans the end of sequence until enough tokens are there: Transformers' <c>min_new_tokens</c>.</summary>
/// <param name="Count">Tokens before the end of sequence is allowed, the decoder's start not counted.</param>
/// <param name="EosIds">Ids that end a sequence.</param>
/// <remarks>Transformers' <c>min_length</c> counts the decoder's start too: it is one more than this.</remarks>
internal sealed record MinNewTokens(int Count, params IReadOnlyList<int> EosIds) : ILogitsProcessor
{
    public Tensor Process(TokenHistory history, Tensor scores)
    {
        if (history.Length - 1 >= Count)
            return scores;
        foreach (var eosId in EosIds)
        {
            using var eos = scores.select(1, eosId);
            eos.fill_(Scalars.MinusInfinity);
        }

        return scores;
    }
}
