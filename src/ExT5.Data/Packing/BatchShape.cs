namespace ExT5.Data;

/// <summary>The shape of a batch.</summary>
/// <param name="Sequences">Rows B of a batch; at least 1.</param>
/// <param name="Inputs">Encoder length S of a row in tokens; at least 2.</param>
/// <param name="Targets">Decoder length T of a row in tokens; at least 2.</param>
/// <param name="Packed">Put several examples into a row (the default, as T5X trains); false gives one example a row.</param>
public sealed record BatchShape(int Sequences, int Inputs, int Targets, bool Packed = true)
{
    /// <summary>This shape, checked.</summary>
    /// <exception cref="RegistryException">A number is below its least value.</exception>
    internal BatchShape Validated() => Sequences >= 1 && Inputs >= 2 && Targets >= 2
        ? this
        : throw new RegistryException(
            $"A batch needs at least 1 sequence of 2 inputs and 2 targets, but is {Sequences} x {Inputs} -> {Targets}.");
}
