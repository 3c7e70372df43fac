using System.Text;
using ExT5.Core;
using ExT5.Data;
using TorchSharp;

namespace ExT5.Training.Tests;

/// <summary>Streams through the vocabularies that models have, whose ids are parts of characters and of words.</summary>
public sealed class StreamingTests
{
    private const string Text = "Grüße 😀 for 3 €, na\u0308mlich 한국어.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bytes_of_ByT5_come_as_whole_characters()
    {
        var vocabulary = new ByteVocabulary();
        int[] ids = [.. Encoding.UTF8.GetBytes(Text).Select(value => value + 3)];

        var pieces = await Dictate(vocabulary, ids);

        Assert.Equal(Text, string.Concat(pieces));
        Assert.Equal(Text.EnumerateRunes().Select(rune => rune.ToString()), pieces);
    }

    [Theory]
    [InlineData("uni8k.model")]
    [InlineData("uni8k_bf.model")]
    public async Task Pieces_of_SentencePiece_are_the_text_however_characters_fall_apart(string model)
    {
        var vocabulary = T5Vocabulary.Load(
            Path.Combine(SharedFolder.RepositoryRoot, "tests", "ExT5.Data.Tests", "Golden", "tokenizer", model));
        int[] ids = [.. vocabulary.EncodeToIds(Text)];

        var pieces = await Dictate(vocabulary, ids);

        Assert.Equal(vocabulary.Decode(ids), string.Concat(pieces));
        Assert.True(pieces.Count > 8);
        Assert.All(pieces, piece => Assert.DoesNotContain('\uFFFD', piece));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Pieces_of_any_bytes_are_the_text(long seed)
    {
        var vocabulary = new ByteVocabulary();
        using var model = Tiny(vocabulary);
        var generator = new T5Generator(model, vocabulary);
        var (wild, limits) = (new Sampling(seed, Temperature: 9, TopK: 0), new GenerationLimits(80, MinNewTokens: 60));

        var pieces = await Read(generator.GenerateStreamingAsync("abc", wild, limits, Token));

        Assert.Equal(generator.Generate("abc", wild, limits, Token), string.Concat(pieces));
        Assert.True(pieces.Count > 10);
    }

    private static async Task<List<string>> Dictate(Vocabulary vocabulary, int[] ids)
    {
        using var model = Tiny(vocabulary);
        var dictated = new GreedySearch { Processors = [new Dictation([.. ids, vocabulary.EosId])] };
        return await Read(new T5Generator(model, vocabulary).GenerateStreamingAsync("abc", dictated, null, Token));
    }

    private static T5Model Tiny(Vocabulary vocabulary)
    {
        var model = new T5Model(T5Config.V11Small with
        {
            VocabularySize = vocabulary.Size,
            ModelSize = 8,
            KeyValueSize = 4,
            FeedForwardSize = 8,
            EncoderLayers = 1,
            DecoderLayers = 1,
            Heads = 2,
        });
        model.eval();
        return model;
    }

    private static async Task<List<string>> Read(IAsyncEnumerable<string> stream)
    {
        var pieces = new List<string>();
        await foreach (var piece in stream)
            pieces.Add(piece);
        return pieces;
    }

    /// <summary>Leaves one token at each place, whatever the model would say.</summary>
    private sealed class Dictation(int[] ids) : ILogitsProcessor
    {
        public torch.Tensor Process(TokenHistory history, torch.Tensor scores)
        {
            var id = ids[Math.Min(history.Length, ids.Length) - 1];
            scores.fill_(Scalars.MinusInfinity);
            using var only = scores.select(1, id);
            only.zero_();
            return scores;
        }
    }
}
