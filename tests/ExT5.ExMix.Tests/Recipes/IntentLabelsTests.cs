using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Tests.Recipes;

public sealed class IntentLabelsTests
{
    // The Hub numbers BANKING77's intents by alphabet without regard to case.
    [Fact]
    public void BANKING77_has_77_intents_by_alphabet()
    {
        Assert.Equal(77, IntentLabels.Banking77.Names.Distinct().Count());
        Assert.Equal(IntentLabels.Banking77.Names.OrderBy(name => name.ToLowerInvariant(), StringComparer.Ordinal), IntentLabels.Banking77.Names);
    }

    [Fact]
    public void CLINC150_has_150_intents_and_one_for_the_rest()
    {
        Assert.Equal(151, IntentLabels.Clinc150.Names.Distinct().Count());
        Assert.Contains(IntentLabels.OutOfScope, IntentLabels.Clinc150.Names);
    }
}
