namespace ExT5.Analyzers;

public class HeldScalarAnalyzerTests
{
    [Theory]
    [InlineData("_ = x + y;")]
    [InlineData("x += y;")]
    [InlineData("_ = x - 1;")]
    [InlineData("_ = 1 - x;")]
    [InlineData("_ = x * 2.5;")]
    [InlineData("_ = 2L * x;")]
    [InlineData("x /= 3f;")]
    [InlineData("_ = x % 7;")]
    [InlineData("_ = x.add(y);")]
    [InlineData("x.add_(y);")]
    [InlineData("_ = torch.add(x, y);")]
    [InlineData("_ = x?.add(y);")]
    [InlineData("_ = x.square();")]
    [InlineData("_ = (float)x;")]
    [InlineData("_ = x.ToSingle();")]
    [InlineData("_ = functional.leaky_relu(x);")]
    [InlineData("_ = linalg.vector_norm(x, 2, null, false);")]
    [InlineData("using var optimizer = optim.AdamW(new List<TorchSharp.Modules.Parameter>());")]
    [InlineData("using var module = ELU();")]
    [InlineData("_ = new[] { x, y }.Aggregate(torch.add);")]
    [InlineData("Func<Tensor, Tensor> add = x.add;")]
    [InlineData("Func<Tensor, Tensor, Tensor> sum = (a, b) => a + b;")]
    public Task An_operation_that_makes_a_scalar_of_its_own_is_reported(string statement) => Reported(statement, 1);

    [Theory]
    [InlineData("_ = x.mul(2);", 1)]
    [InlineData("_ = x.pow(0.5f);", 1)]
    [InlineData("_ = x.clamp(0, 1);", 2)]
    [InlineData("_ = x.masked_fill(y, float.NegativeInfinity);", 1)]
    [InlineData("x.fill_((Half)1);", 1)]
    [InlineData("_ = full(3, 4, 1.5);", 1)]
    [InlineData("_ = x > 0;", 1)]
    [InlineData("_ = x.mul(2.ToScalar());", 1)]
    [InlineData("_ = x.mul((Scalar)2);", 1)]
    [InlineData("_ = x.mul(x is null ? 1 : 2.0);", 1)]
    [InlineData("Scalar two = 2; _ = x.mul(two);", 1)]
    [InlineData("var two = 2.ToScalar(); _ = x.mul(two);", 1)]
    [InlineData("Scalar two; two = 2; _ = x.mul(two);", 1)]
    [InlineData("using Scalar one = 1; _ = x.add(2, one);", 1)]
    [InlineData("_ = x.mul(y.ToScalar());", 1)]
    [InlineData("_ = x.mul(Half());", 1)]
    [InlineData("_ = x.mul(new Func<Scalar>(Half)());", 1)]
    [InlineData("_ = new List<Scalar> { 1 };", 1)]
    [InlineData("_ = randn(3, generator: new Generator(1));", 1)]
    [InlineData("var generator = new Generator(1); _ = randn(3, generator: generator);", 1)]
    [InlineData("_ = randn(3, generator: manual_seed(1));", 1)]
    [InlineData("_ = randn(3, generator: Generator.Default);", 1)]
    public Task What_nothing_holds_is_reported(string statement, int times) =>
        Reported(statement, times, "static Scalar Half() => 0.5;");

    [Theory]
    [InlineData("using Scalar two = 2; _ = x.mul(two);")]
    [InlineData("using Scalar one = 1, rate = -0.1; _ = x.add(y, one).mul(rate);")]
    [InlineData("using var two = 2.ToScalar(); _ = x.mul(two);")]
    [InlineData("using (Scalar two = 2) _ = x.mul(two);")]
    [InlineData("using Scalar number = x is null ? 1 : 2; _ = x.mul(number);")]
    [InlineData("using var half = Half(); _ = x * half;")]
    [InlineData("using Scalar one = 1; _ = x.add(y, alpha: one); x.add_(y, one);")]
    [InlineData("_ = x.mul(Kept).pow(_two).div(Shared);")]
    [InlineData("_lazy ??= 3; _ = x.mul(_lazy);")]
    [InlineData("_two = 4; _ = x.mul(_two);")]
    [InlineData("_ = x - y; _ = x * y; _ = x / y; _ = -x;")]
    [InlineData("_ = x.sub(y).mul(y).div(y).matmul(y).softmax(-1).item<float>();")]
    [InlineData("_ = x.clamp(null, null); _ = 1 + 2.5; _ = \"a\" + 1;")]
    [InlineData("manual_seed(1); manual_seed(1).Dispose();")]
    [InlineData("using var generator = new Generator(1); _ = randn(3, generator: generator.manual_seed(2));")]
    public Task What_is_held_is_not_reported(string statement) => Reported(statement, 0, """
        private static readonly Scalar Kept = 1;
        private static readonly Scalar[] Many = [1, 2.5];
        private Scalar _two = 2;
        private Scalar? _lazy;
        public static Scalar Shared { get; } = 0.25;
        static Scalar Half() => 0.5;
        """);

    [Fact]
    public async Task A_property_that_makes_a_scalar_each_time_is_reported_where_it_makes_it()
    {
        var messages = await Snippet.InMethod("_ = x.mul(Half);", "static Scalar Half => 0.5;");

        Assert.Equal("'0.5' makes a scalar that nothing holds: the garbage collector may free it while native code reads it; "
            + "hold it in a variable, 'using Scalar name = value;', or in a static readonly field", Assert.Single(messages));
    }

    [Theory]
    [InlineData("_ = x + y;", "'Tensor + Tensor'", "write 'left.add(right, one)', where 'using Scalar one = 1;'")]
    [InlineData("_ = x + 2;", "'Tensor + int'", "write 'tensor.add(number, one)' with both held")]
    [InlineData("_ = (long)x;", "'(long)Tensor'", "write 'tensor.item<T>()'")]
    [InlineData("_ = x.square();", "'square()'", "write 'tensor.pow(two)', where 'using Scalar two = 2;'")]
    [InlineData("_ = arange(y.ToScalar());", "'arange(Scalar, ScalarType?, Device?, bool)'", "give start, stop and step")]
    [InlineData("optim.SGD(new List<TorchSharp.Modules.Parameter>(), 0.1).step();", "'SGD(", "use ExT5.Training's")]
    public async Task A_message_says_what_is_made_and_what_to_write(string statement, string what, string instead)
    {
        var messages = await Snippet.InMethod(statement);

        Assert.Contains(messages, message => message.StartsWith(what, StringComparison.Ordinal)
            && message.Contains("nothing holds", StringComparison.Ordinal) && message.Contains(instead, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Code_without_TorchSharp_is_not_looked_at()
    {
        var messages = await Snippet.Compiled("class Tensor { public static Tensor operator +(Tensor a, Tensor b) => a; Tensor Twice() => this + this; }");

        Assert.Empty(messages);
    }

    private static async Task Reported(string statement, int times, string members = "")
    {
        var messages = await Snippet.InMethod(statement, members);

        Assert.Equal(times, messages.Count);
    }
}
