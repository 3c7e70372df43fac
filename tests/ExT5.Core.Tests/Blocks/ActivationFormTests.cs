using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests;

public sealed class ActivationFormTests
{
    // Float32 against formulas in float64, on values up to 6.
    private const double Tolerance = 2e-6;

    public static TheoryData<string, Func<double, double>> Formulas => new()
    {
        { "relu", x => Math.Max(x, 0) },
        { "gelu_new", x => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))) },
        { "gelu", x => x * Normal(x) },
        { "silu", x => x / (1 + Math.Exp(-x)) },
    };

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Functions_are_those_of_their_formulas(string name, Func<double, double> formula)
    {
        using var scope = NewDisposeScope();
        float[] points = [.. Enumerable.Range(-60, 121).Select(i => i / 10f)];

        var values = new ActivationForm(name, Gated: false).Apply(tensor(points)).data<float>().ToArray();

        Assert.All(points.Zip(values), pair => Assert.Equal(formula(pair.First), pair.Second, Tolerance));
    }

    [Fact]
    public void Every_activation_has_a_form_of_its_own()
    {
        var forms = Enum.GetValues<FeedForwardActivation>().Select(ActivationForm.Of).ToArray();

        Assert.Equal(forms.Length, forms.Distinct().Count());
        Assert.All(Enum.GetValues<FeedForwardActivation>(), activation =>
        {
            var form = ActivationForm.Of(activation);
            Assert.Equal(activation, ActivationForm.Find(form.Function, form.Gated));
        });
    }

    // The normal distribution by Simpson's rule from 0: .NET has no error function.
    private static double Normal(double x)
    {
        const int Parts = 400;
        var (width, sum) = (x / Parts, 0.0);
        for (var i = 0; i <= Parts; i++)
            sum += (i is 0 or Parts ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-(i * width) * (i * width) / 2);
        return 0.5 + sum * width / 3 / Math.Sqrt(2 * Math.PI);
    }
}
