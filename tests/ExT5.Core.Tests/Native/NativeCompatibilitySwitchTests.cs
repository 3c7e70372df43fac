namespace ExT5.Core.Tests.Native;

public class NativeCompatibilitySwitchTests
{
    [Theory]
    [InlineData(null, null, true)]
    [InlineData("", null, true)]
    [InlineData("1", null, true)]
    [InlineData("0", null, false)]
    [InlineData(" False ", null, false)]
    [InlineData("off", true, false)]
    [InlineData(null, false, false)]
    [InlineData(null, true, true)]
    [InlineData("1", false, true)]
    public void It_is_on_unless_the_environment_or_the_application_says_no(string? environment, bool? appContext, bool on) =>
        Assert.Equal(on, NativeCompatibilitySwitch.IsOnFor(environment, appContext));
}
