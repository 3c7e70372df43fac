using ExT5.Data;
using ExT5.ExMix.Metrics;

namespace ExT5.ExMix.Tests.Metrics;

public sealed class WrappedMetricsTests
{
    [Fact]
    public void The_leading_value_comes_first_and_the_others_keep_their_order()
    {
        var metric = new LeadingValue(new Rouge(), "rougeL");

        var values = metric.Aggregate([metric.Measure(new Prediction("a cat ran", ["a cat ran"]))]);

        Assert.Equal(["rougeL", "rouge1", "rouge2", "rougeLsum"], values.Select(value => value.Name));
        Assert.All(values, value => Assert.Equal(100, value.Value));
    }

    // Two rows without slots, one answered so; one row with a slot, answered by none: no pair predicted wrongly, one missed.
    [Fact]
    public void None_is_the_empty_list_of_slots()
    {
        var metric = new NoneAsEmpty(new SlotF1());

        var values = metric.Aggregate([.. new[]
        {
            new Prediction("none", ["none"]), new Prediction("time: 6pm", ["time: 6pm"]), new Prediction("none", ["name: Ann"]),
        }.Select(metric.Measure)]).ToDictionary(value => value.Name, value => value.Value);

        Assert.Equal((100, 50), (values["slot_precision"], values["slot_recall"]));
        Assert.Equal(200.0 / 3, values["joint_accuracy"], 9);
    }
}
