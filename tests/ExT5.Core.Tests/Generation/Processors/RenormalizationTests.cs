namespace ExT5.Core.Tests;

public sealed class RenormalizationTests
{
    [Fact]
    public void Scores_become_log_probabilities_as_in_Transformers() =>
        new GoldenLogits().Check("renormalized", new Renormalization());
}
