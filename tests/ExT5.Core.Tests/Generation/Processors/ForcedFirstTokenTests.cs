namespace ExT5.Core.Tests;

public sealed class ForcedFirstTokenTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void The_first_token_is_forced_as_in_Transformers(int length) =>
        new GoldenLogits().Check($"forced_bos_7_at_{length}", length, new ForcedFirstToken(7));
}
