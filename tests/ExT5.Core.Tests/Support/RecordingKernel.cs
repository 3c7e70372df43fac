using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

/// <summary>The reference kernel, remembering what it was asked for.</summary>
internal sealed class RecordingKernel : IAttentionKernel
{
    private readonly ReferenceKernel _kernel = new();

    public string Name => "recording";

    /// <summary>The softmax weights of every call, <c>[B, H, Q, K]</c>.</summary>
    public List<Tensor> Weights { get; } = [];

    /// <summary>The bias of every call.</summary>
    public List<Tensor?> Biases { get; } = [];

    public Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? bias, double dropoutRate)
    {
        var scores = matmul(query, key.transpose(-1, -2));
        Weights.Add(nn.functional.softmax(bias is null ? scores : scores.add(bias, Scalars.One), -1).DetachFromDisposeScope());
        Biases.Add(bias?.alias().DetachFromDisposeScope());
        return _kernel.Attend(query, key, value, bias, dropoutRate);
    }
}
