using System.Globalization;
using System.Text.RegularExpressions;
using ExT5.Core;
using ExT5.Data;

namespace ExT5.Training.Tests.Checkpoints;

public sealed partial class RunDescriptionTests
{
    private static readonly T5Config Config = TinyRun.SwitchConfig;

    public static TheoryData<string> Fields
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (var name in Numbers().Matches($"{Config}").Select(match => match.Groups["name"].Value).Distinct()) names.Add(name);
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_of_the_model_that_differs_is_named_and_no_other(string field)
    {
        var now = Describe(Config);
        var saved = new Dictionary<string, string>(now) { ["model"] = Regex.Replace(now["model"], $@"\b{field} = [^,}} ]+", $"{field} = 999999") };

        var difference = Assert.Single(RunDescription.Differences(saved, now));

        Assert.Matches($@"^model: (Experts\.)?{field} saved 999999, now [^,]+$", difference);
    }

    [Fact]
    public void Every_record_of_a_run_is_told_field_by_field()
    {
        var saved = Describe(Config, new BatchShape(4, 48, 16), new AdafactorOptions(), rate: 1e-3);
        var now = Describe(Config with { Heads = 8 }, new BatchShape(8, 48, 16), new AdafactorOptions { WeightDecay = 0.1 }, rate: 1e-2);

        var differences = RunDescription.Differences(saved, now);

        Assert.Contains("batch: Sequences saved 4, now 8", differences);
        Assert.Contains($"model: Heads saved {Config.Heads}, now 8", differences);
        Assert.Contains(differences, difference => difference.StartsWith("optimizer: WeightDecay ", StringComparison.Ordinal));
        Assert.Contains(differences, difference => difference.StartsWith("schedule: Rate ", StringComparison.Ordinal));
        Assert.Contains("data fingerprint: another with another batch", differences);
    }

    [Fact]
    public void What_was_saved_before_a_field_of_the_model_was_known_had_its_default()
    {
        var now = Describe(TinyRun.Config);
        var saved = new Dictionary<string, string>(now) { ["model"] = Regex.Replace(now["model"], "LocalRadius = [0-9]+, ", "") };

        Assert.NotEqual(saved["model"], now["model"]);
        Assert.Empty(RunDescription.Differences(saved, now));
    }

    [Fact]
    public void A_run_is_the_same_in_every_culture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign) = (",", "\u2212");
        var expected = Describe(Config);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;

            Assert.Equal(expected, Describe(Config));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("SGD", "momentum")]
    [InlineData("A { b = 1 }", "B { b = 1 }")]
    [InlineData("A { b }", "A { c = 1 }")]
    public void Texts_of_no_record_or_of_two_are_told_as_wholes(string saved, string now) =>
        Assert.Equal([$"saved {saved}, now {now}"], RecordText.Differences(saved, now));

    private static Dictionary<string, string> Describe(
        T5Config config, BatchShape? batch = null, AdafactorOptions? optimizer = null, double rate = 1e-3)
    {
        using var model = new T5Model(config);
        using var adafactor = new Adafactor(model.NamedParameters.Select(entry => (entry.Key, entry.Value)), optimizer);
        var options = new TrainingOptions { Batch = batch ?? new BatchShape(4, 48, 16) };
        var order = $"{options.Batch}".GetHashCode(StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture);
        return new(RunDescription.Of("both", order, "vocabulary", model, adafactor, new ConstantSchedule(rate), new Seq2SeqLoss(), options));
    }

    [GeneratedRegex(@"(?<name>[A-Za-z]+) = -?[0-9.E+-]+(?=[, ])")]
    private static partial Regex Numbers();
}
