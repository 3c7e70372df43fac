using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>A <see cref="ScriptedLogits"/> whose hidden states are a function of the token fed.</summary>
internal sealed class ScriptedStates(ScriptedLogits logits) : INextTokenStates
{
    public List<int> RowsPerStep => logits.RowsPerStep;

    public static ScriptedStates Random(int inputs, int vocabulary, int seed) =>
        new(ScriptedLogits.Random(inputs, vocabulary, seed));

    /// <summary>The hidden state at a token: some direction, of some length.</summary>
    public static float[] State(int token) =>
        [(float)Math.Cos(token * 0.9) * (token + 1), (float)Math.Sin(token * 0.9) * (token + 1), 0.3f * token];

    public Tensor Advance(ReadOnlySpan<int> tokens) => logits.Advance(tokens);

    public Tensor Advance(ReadOnlySpan<int> tokens, out Tensor states)
    {
        states = stack(tokens.ToArray().Select(token => tensor(State(token))).ToArray());
        return logits.Advance(tokens);
    }

    public void Rearrange(ReadOnlySpan<int> rows) => logits.Rearrange(rows);
}
