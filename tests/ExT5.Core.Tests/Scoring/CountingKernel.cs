using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>Counts the attentions of a sequence of some length to itself.</summary>
internal sealed class CountingKernel(long length) : IAttentionKernel
{
    private readonly SdpaKernel _kernel = new();

    public int Count { get; private set; }

    public string Name => "counting";

    public Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? bias, double dropoutRate)
    {
        if (query.shape[2] == length && key.shape[2] == length)
            Count++;
        return _kernel.Attend(query, key, value, bias, dropoutRate);
    }
}
