namespace ExT5.Training.Tests;

/// <summary>Tests that train with dropout draw from torch's one generator, so no other test may run meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TorchGenerator
{
    public const string Name = "torch's generator";
}
