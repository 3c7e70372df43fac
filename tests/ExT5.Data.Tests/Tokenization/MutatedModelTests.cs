namespace ExT5.Data.Tests;

public class MutatedModelTests
{
    private static readonly string[] Texts = ["", " ", "abc the", "A aAé日本😀 <mark> \0\u0001", new string('a', 3000), "ABC\uD800 <extra_id_0> ▁▁"];

    [Fact]
    public void A_damaged_tiny_model_is_refused_or_works()
        => LoadDamaged(ModelBytes.Tiny, seed: 1, rounds: 3000);

    [Theory]
    [InlineData("uni8k")]
    [InlineData("uni8k_bf")]
    [InlineData("uni8k_ext")]
    public void A_damaged_real_model_is_refused_or_works(string model)
        => LoadDamaged(File.ReadAllBytes(GoldenTokenizer.PathOf(model + ".model")), seed: 2, rounds: 20);

    private static void LoadDamaged(byte[] model, int seed, int rounds)
    {
        var random = new Random(seed);
        var (refused, usable) = (0, 0);
        for (var round = 0; round < rounds; round++)
            if (TryLoad(Damage(model, random)) is { } vocabulary)
            {
                usable++;
                Use(vocabulary);
            }
            else
            {
                refused++;
            }

        Assert.True(refused > 0 && usable > 0, $"{refused} were refused and {usable} usable; both should occur.");
    }

    private static T5Vocabulary? TryLoad(byte[] model)
    {
        try
        {
            return T5Vocabulary.Load(model.AsSpan());
        }
        catch (VocabularyException)
        {
            return null;
        }
    }

    private static void Use(T5Vocabulary vocabulary)
    {
        foreach (var text in Texts)
        {
            var ids = GoldenTokenizer.Encode(vocabulary, text);

            Assert.All(ids, id => Assert.InRange(id, 0, vocabulary.Size - 1));
            Assert.Equal(ids, vocabulary.EncodeToTokens(text, out _).Select(token => token.Id));
            Assert.NotNull(vocabulary.Decode(ids));
            vocabulary.EncodeWithSentinels(text, new System.Buffers.ArrayBufferWriter<int>());
        }
    }

    private static byte[] Damage(byte[] model, Random random)
    {
        byte[] damaged = [.. model];
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(damaged.Length);
            var length = Math.Min(random.Next(1, 40), damaged.Length - at);
            switch (random.Next(6))
            {
                case 0: damaged[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: random.NextBytes(damaged.AsSpan(at, length)); break;
                case 2: damaged.AsSpan(at, length).Fill(0xFF); break;
                case 3: damaged.AsSpan(at, length).Clear(); break;
                case 4: damaged = [.. damaged[..at], .. damaged[(at + length)..], 0]; break;
                default: damaged = [.. damaged[..(at + length)], .. damaged[at..]]; break;
            }
        }
        return damaged;
    }
}
