using System.Diagnostics;
using System.Text;

namespace ExT5.Core.Tests.Hostile;

/// <summary>
/// Thousands of damaged files of a model and its adapters: each is used, or refused with an error of this library, quickly
/// and without more memory than a multiple of what the files hold.
/// </summary>
public sealed class MutatedFoldersTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    // The process itself grows while it compiles, and by some megabytes of a model; one hostile size takes gigabytes.
    private const long MostGrowth = 600L << 20;

    private static readonly string[] Numbers =
        ["2000000000", "20000000", "1000000000", "4294967296", "1000000000000", "1e300", "-1", "0", "65536", "9223372036854775807"];

    private readonly TemporaryFolder _folder = new();
    private readonly T5Model _model;

    public MutatedFoldersTests()
    {
        _model = new(new()
        {
            VocabularySize = 16,
            ModelSize = 4,
            FeedForwardSize = 4,
            KeyValueSize = 2,
            Heads = 2,
            EncoderLayers = 1,
            DecoderLayers = 1,
        });
        _model.Save(_folder.Path);
        File.WriteAllText(_folder.File("generation_config.json"), """
            {"max_length": 20, "min_length": 1, "num_beams": 2, "num_return_sequences": 1, "do_sample": false, "top_k": 5, "top_p": 0.9, "temperature": 0.7,
            "length_penalty": 0.6, "early_stopping": true, "no_repeat_ngram_size": 3, "bad_words_ids": [[3, 4], [5]], "sequence_bias": [[[3], 1.5]],
            "forced_bos_token_id": 3, "forced_eos_token_id": 1, "suppress_tokens": [4, 5], "exponential_decay_length_penalty": [3, 1.1], "decoder_start_token_id": 0,
            "eos_token_id": [1, 2], "pad_token_id": 0, "repetition_penalty": 1.2, "penalty_alpha": 0.1, "max_time": 3.5, "stop_strings": ["x"], "num_beam_groups": 1}
            """);
    }

    public static TheoryData<string> Adapters => ["lora", "ia3", "prompt"];

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Damaged_generation_configurations_are_used_or_refused() =>
        Mutate("generation_config.json", 3_000, seed: 11, () => GenerationDefaults.FromHuggingFace(_folder.Path, _model.Config));

    [Theory]
    [MemberData(nameof(Adapters))]
    public void Damaged_configurations_of_adapters_are_used_or_refused(string kind)
    {
        SaveAdapter(kind);
        Mutate("adapter_config.json", 600, seed: 12, () => T5Adapter.Load(_model, _folder.Path).Dispose());
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public void Damaged_weights_of_adapters_are_used_or_refused(string kind)
    {
        SaveAdapter(kind);
        Mutate("adapter_model.safetensors", 600, seed: 13, () => T5Adapter.Load(_model, _folder.Path).Dispose());
    }

    [Fact]
    public void A_model_with_a_huge_number_anywhere_is_refused_before_memory_is_taken() =>
        Mutate("config.json", 600, seed: 14, () => T5Model.Load(_folder.Path).Dispose());

    [Theory]
    [InlineData("lora", "\"r\": 2", "\"r\": 2000000000")]
    [InlineData("lora", "\"rank_pattern\": {}", "\"rank_pattern\": {\"q\": 2000000000}")]
    [InlineData("prompt", "\"num_virtual_tokens\": 3", "\"num_virtual_tokens\": 20000000")]
    [InlineData("prompt", "\"num_virtual_tokens\": 3", "\"num_virtual_tokens\": 2147483647")]
    public void A_size_beyond_the_weights_is_named(string kind, string part, string hostile)
    {
        SaveAdapter(kind);
        var path = _folder.File("adapter_config.json");
        var text = File.ReadAllText(path);
        Assert.Contains(part, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(part, hostile, StringComparison.Ordinal));
        var before = Process.GetCurrentProcess().WorkingSet64;

        var error = Assert.Throws<AdapterException>(() => T5Adapter.Load(_model, _folder.Path));

        Assert.Contains("not of one adapter", error.Message, StringComparison.Ordinal);
        Assert.InRange(Process.GetCurrentProcess().WorkingSet64 - before, long.MinValue, MostGrowth);
    }

    private void SaveAdapter(string kind)
    {
        AdapterConfig config = kind switch
        {
            "lora" => new LoraConfig(Rank: 2) { Layers = [0] },
            "ia3" => new Ia3Config(),
            _ => new PromptTuningConfig(3),
        };
        using var adapter = T5Adapter.Attach(_model, config);
        adapter.Save(_folder.Path);
    }

    private void Mutate(string name, int rounds, int seed, Action use)
    {
        var path = _folder.File(name);
        var (random, good) = (new Random(seed), File.ReadAllBytes(path));
        var (before, refused) = (Process.GetCurrentProcess().WorkingSet64, 0);
        for (var round = 0; round < rounds; round++)
        {
            File.WriteAllBytes(path, Damaged(good, name, random));
            var clock = Stopwatch.StartNew();
            try
            {
                use();
            }
            catch (Exception error) when (error is ExT5CoreException or FileNotFoundException)
            {
                refused++;
            }
            Assert.True(clock.Elapsed < Longest, $"Round {round} took {clock.Elapsed}.");
        }
        File.WriteAllBytes(path, good);
        Assert.True(refused > rounds / 4, $"{refused} of {rounds} were refused.");
        Assert.InRange(Process.GetCurrentProcess().WorkingSet64 - before, long.MinValue, MostGrowth);
        Assert.Null(_model.Adapter);
        use();
    }

    private static byte[] Damaged(byte[] good, string name, Random random)
    {
        if (name.EndsWith(".json", StringComparison.Ordinal))
            return random.Next(3) switch
            {
                0 => WithNumber(good, random),
                1 => WithByte(good, random),
                _ => JsonMutation.Of(good, random),
            };
        return random.Next(2) == 0 ? WithByte(good, random) : good[..random.Next(good.Length)];
    }

    // One of the numbers of a text becomes a hostile one.
    private static byte[] WithNumber(byte[] json, Random random)
    {
        var text = Encoding.UTF8.GetString(json);
        var numbers = System.Text.RegularExpressions.Regex.Matches(text, "[0-9][0-9.]*");
        var chosen = numbers[random.Next(numbers.Count)];
        return Encoding.UTF8.GetBytes(text[..chosen.Index] + Numbers[random.Next(Numbers.Length)] + text[(chosen.Index + chosen.Length)..]);
    }

    private static byte[] WithByte(byte[] file, Random random)
    {
        byte[] copy = [.. file];
        for (var changes = random.Next(1, 4); changes > 0; changes--)
            copy[random.Next(copy.Length)] = (byte)random.Next(256);
        return copy;
    }
}
