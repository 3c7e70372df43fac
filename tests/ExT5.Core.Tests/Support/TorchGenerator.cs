namespace ExT5.Core.Tests;

/// <summary>Tests that drop out or sample draw from torch's one generator, so no other test may run meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TorchGenerator
{
    public const string Name = "torch's generator";
}
