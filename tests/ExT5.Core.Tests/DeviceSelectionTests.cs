using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class DeviceSelectionTests
{
    [Fact]
    public void The_processor_is_always_there() => Assert.Equal(TorchSharp.DeviceType.CPU, DeviceSelection.Of("cpu").type);

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("CUDA")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:x")]
    [InlineData("cuda:999")]
    [InlineData("cpu:0")]
    public void A_name_of_no_device_is_refused_with_the_names_there_are(string name)
    {
        var problem = Assert.Throws<DeviceException>(() => DeviceSelection.Of(name));

        Assert.Contains($"'{name}'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("'cpu'", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cuda")]
    [InlineData("cuda:0")]
    [InlineData("cuda:1")]
    public void A_package_without_CUDA_is_told_with_the_one_to_add(string name)
    {
        Assert.SkipWhen(cuda.is_available(), "This machine has CUDA.");

        Assert.Contains("TorchSharp-cuda-", Assert.Throws<DeviceException>(() => DeviceSelection.Of(name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_not_made_for_a_device_that_is_not_there()
    {
        Assert.SkipWhen(cuda.is_available(), "This machine has CUDA.");
        var options = new T5ModelOptions { Device = new Device(TorchSharp.DeviceType.CUDA, 0) };

        Assert.Contains("'cuda:0'", Assert.Throws<DeviceException>(() => new T5Model(T5Config.V11Small with { EncoderLayers = 1, DecoderLayers = 1 }, options)).Message, StringComparison.Ordinal);
    }
}
