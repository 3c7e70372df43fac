namespace ExT5.Core.Tests;

public sealed class TopKTests
{
    [Fact]
    public void The_best_tokens_stay_as_in_Transformers() => new GoldenLogits().Check("top_k_5", new TopK(5));

    [Fact]
    public void A_count_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new TopK(0));
}
