using static ExT5.Core.Tests.GoldenModel;

namespace ExT5.Core.Tests;

public sealed class T5EmbedderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // A mean of hidden states is no further from the reference than they are; a unit vector is shorter than these states.
    private const double Tolerance = HiddenTolerance;

    public static TheoryData<string, bool, int> Runs => new()
    {
        { V10, true, 8192 },
        { V11, true, 8192 },
        { V11, false, 8192 },
        { V11, true, 1 },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_vector_is_the_mean_of_Transformers_states(string name, bool normalize, int tokensPerBatch)
    {
        var cases = ScoringCase.Load(name);
        var embedder = new T5Embedder(Load(name).Model, normalize: normalize, tokensPerBatch: tokensPerBatch);

        var vectors = embedder.EmbedIds([.. cases.Select(entry => entry.Input)], Stop);

        foreach (var (entry, vector) in cases.Zip(vectors))
        {
            double[] mean = [.. Enumerable.Range(0, vector.Length).Select(i => entry.EncoderStates.Average(state => state[i]))];
            var length = normalize ? Math.Sqrt(mean.Sum(x => x * x)) : 1;
            Assert.All(mean.Zip(vector), pair => Assert.Equal(pair.First / length, pair.Second, Tolerance));
        }
    }

    [Fact]
    public void Texts_keep_their_order_and_do_not_depend_on_each_other()
    {
        using var model = Load(V11).Model;
        var embedder = new T5Embedder(model, new AsciiTokenizer());
        string[] texts = ["short", "a text that is a good deal longer", "", "another"];

        var together = embedder.Embed(texts, Stop);

        foreach (var (text, vector) in texts.Zip(together))
            Assert.All(embedder.Embed(text).Zip(vector), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
        Assert.All(together, vector => Assert.Equal(embedder.Dimensions, vector.Length));
    }

    [Fact]
    public void An_encoder_alone_embeds_as_the_whole_model_does()
    {
        using var folder = new TemporaryFolder();
        using var whole = Load(V11).Model;
        whole.Save(folder.Path);
        using var encoder = T5EncoderModel.Load(folder.Path);

        Assert.Equal(new T5Embedder(whole, new AsciiTokenizer()).Embed("a text"), new T5Embedder(encoder, new AsciiTokenizer()).Embed("a text"));
    }

    [Fact]
    public void An_unknown_id_is_refused()
    {
        using var model = Load(V11).Model;

        var error = Assert.Throws<ArgumentException>(() => new T5Embedder(model).EmbedIds([[5], [-1]], Stop));

        Assert.Contains("Input 1 holds id -1", error.Message, StringComparison.Ordinal);
    }
}
