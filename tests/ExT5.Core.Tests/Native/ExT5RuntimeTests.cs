using ExT5.Core;
using TorchSharp;

namespace ExT5.Core.Tests.Native;

public class ExT5RuntimeTests
{
    [Fact]
    public void TorchSharp_computes_before_any_call_into_ExT5()
    {
        using var sum = torch.tensor(new[] { 1f, 2f }).add(torch.tensor(new[] { 3f, 4f }), Scalars.One);

        Assert.Equal([4f, 6f], sum.data<float>().ToArray());
    }

    [Fact]
    public void TorchSharp_computes_once_the_runtime_is_loaded()
    {
        ExT5Runtime.EnsureLoaded();

        using var sum = torch.tensor(new[] { 1f, 2f }).add(torch.tensor(new[] { 3f, 4f }), Scalars.One);

        Assert.Equal([4f, 6f], sum.data<float>().ToArray());
    }
}
