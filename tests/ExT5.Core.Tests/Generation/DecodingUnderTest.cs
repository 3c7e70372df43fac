namespace ExT5.Core.Tests;

/// <summary>Decodes under the test's own cancellation.</summary>
internal static class DecodingUnderTest
{
    public static IReadOnlyList<GeneratedSequence> Run(
        this DecodingStrategy strategy, INextTokenLogits logits, DecodingRequest request) =>
        strategy.Decode(logits, request, TestContext.Current.CancellationToken);
}
