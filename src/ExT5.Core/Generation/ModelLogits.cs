using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>A model's decoding state as strategies see it.</summary>
internal sealed class ModelLogits(DecodingState state, Device device) : INextTokenStates
{
    public Tensor Advance(ReadOnlySpan<int> tokens)
    {
        using var ids = Upload(tokens);
        return state.Step(ids);
    }

    public Tensor Advance(ReadOnlySpan<int> tokens, out Tensor states)
    {
        using var ids = Upload(tokens);
        return state.Step(ids, out states);
    }

    public void Rearrange(ReadOnlySpan<int> rows)
    {
        using var places = Upload(rows);
        state.Select(places);
    }

    private Tensor Upload(ReadOnlySpan<int> values)
    {
        var wide = new long[values.Length];
        for (var index = 0; index < wide.Length; index++)
            wide[index] = values[index];
        return tensor(wide, device: device);
    }
}
