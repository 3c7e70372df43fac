namespace ExT5.Core.Tests.Weights;

public sealed class WeightReplacementTests : IDisposable
{
    private const long Whole = HuggingFaceWeights.DefaultMaxShardBytes;
    private readonly TemporaryFolder _folder = new();
    private readonly T5Model _old = Tiny(seed: 1), _new = Tiny(seed: 2);

    public void Dispose()
    {
        _old.Dispose();
        _new.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(Whole, Whole)]
    [InlineData(Whole, 30_000)]
    [InlineData(30_000, Whole)]
    [InlineData(30_000, 30_000)]
    [InlineData(30_000, 50_000)]
    [InlineData(50_000, 30_000)]
    public void A_save_leaves_the_files_that_it_would_have_made_in_an_empty_folder(long before, long after)
    {
        _old.Save(_folder.File("used"), before);

        _new.Save(_folder.File("used"), after);
        _new.Save(_folder.File("fresh"), after);

        Assert.Equal(Contents("fresh"), Contents("used"));
    }

    [Fact]
    public void Files_that_are_not_of_the_model_stay()
    {
        Directory.CreateDirectory(_folder.File("used"));
        string[] foreign = ["notes.txt", "model.fp16.safetensors", "my-model-00001-of-00002.safetensors", "adapter_model.safetensors"];
        foreach (var name in foreign)
            File.WriteAllText(_folder.File($"used/{name}"), "");

        _new.Save(_folder.File("used"), 50_000);

        Assert.Superset(foreign.ToHashSet(), Contents("used").Keys.ToHashSet());
    }

    [Fact]
    public void What_a_killed_save_left_behind_is_removed_by_the_next()
    {
        var left = Directory.CreateDirectory(_folder.File("used")).FullName;
        File.WriteAllText(Path.Combine(left, "model-00002-of-00003.safetensors.0123456789abcdef0123456789abcdef.tmp"), "");
        File.WriteAllText(Path.Combine(left, "model-00007-of-00009.safetensors"), "");

        _new.Save(left);

        Assert.Equal(["config.json", "model.safetensors"], Contents("used").Keys.Order());
    }

    // A folder in the place of a file stops the exchange there, as a crash would.
    [Theory]
    [InlineData(Whole, 30_000, "model-00002-of-")]
    [InlineData(Whole, 30_000, "model.safetensors.index.json")]
    [InlineData(50_000, 30_000, "model-00001-of-")]
    public void A_save_that_stops_before_the_exchange_leaves_the_old_model(long before, long after, string obstacle)
    {
        _old.Save(_folder.File("used"), before);
        if (obstacle.EndsWith('-'))
            obstacle = Enumerable.Range(1, 99).Select(count => $"{obstacle}{count:D5}.safetensors").ElementAt(ShardsOf(after) - 1);
        Directory.CreateDirectory(_folder.File($"used/{obstacle}"));

        Assert.ThrowsAny<SystemException>(() => _new.Save(_folder.File("used"), after));

        Assert.Equal(Saved(_old), SavedAgain());
        Assert.DoesNotContain(Contents("used").Keys, name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void Shards_of_the_same_names_are_never_mixed_even_when_a_save_stops_among_them()
    {
        _old.Save(_folder.File("used"), 30_000);
        var blocked = _folder.File($"used/model-00003-of-{ShardsOf(30_000):D5}.safetensors");
        File.Delete(blocked);
        Directory.CreateDirectory(blocked);

        Assert.ThrowsAny<SystemException>(() => _new.Save(_folder.File("used"), 30_000));

        Assert.Throws<FileNotFoundException>(() => T5Model.Load(_folder.File("used")));
    }

    [Fact]
    public void Old_weights_are_never_read_with_a_new_configuration()
    {
        _old.Save(_folder.File("used"));
        using var other = new T5Model(_new.Config with { LayerNormEpsilon = 1e-3 });
        File.Delete(_folder.File("used/model.safetensors"));
        _old.Save(_folder.File("used"), 30_000);
        Directory.CreateDirectory(_folder.File("used/model.safetensors"));

        Assert.ThrowsAny<SystemException>(() => other.Save(_folder.File("used")));

        Assert.Throws<FileNotFoundException>(() => T5Model.Load(_folder.File("used")));
    }

    [Theory]
    [InlineData(Whole, Whole, 1e-6, "^o+n+$")]
    [InlineData(Whole, 30_000, 1e-6, "^o+n+$")]
    [InlineData(30_000, Whole, 1e-6, "^o+n+$")]
    [InlineData(30_000, 50_000, 1e-6, "^o+n+$")]
    [InlineData(30_000, 30_000, 1e-6, "^o+r+n+$")]
    [InlineData(Whole, 30_000, 1e-3, "^o+r+n+$")]
    [InlineData(30_000, Whole, 1e-3, "^o+r+n+$")]
    public void Killed_after_any_step_a_save_leaves_the_old_model_the_new_one_or_a_refusal(
        long before, long after, double epsilon, string expected)
    {
        using var next = new T5Model(_new.Config with { LayerNormEpsilon = epsilon }, new() { Seed = 3 });
        var (outcomes, done) = ("", 0);
        for (var steps = 0; done >= steps - 1; steps++, outcomes += Outcome(_folder.File("used"), next))
        {
            _old.Save(_folder.File("used"), before);
            done = Cut(next, after, steps);
        }

        Assert.Matches(expected, outcomes);
    }

    private int Cut(T5Model next, long maxShardBytes, int steps)
    {
        var done = 0;
        foreach (var step in Replacement(next, maxShardBytes).Steps().Take(steps))
        {
            step();
            done++;
        }
        return done;
    }

    // Not disposed, as a killed process would not.
    private WeightReplacement Replacement(T5Model next, long maxShardBytes) => WeightReplacement.Stage(
        _folder.File("used"), new ShardPlan(Tensors(next), maxShardBytes), ("config.json", next.Config.SaveHuggingFace));

    private char Outcome(string folder, T5Model next)
    {
        try
        {
            using var loaded = T5Model.Load(folder);
            return Same(loaded, _old) ? 'o' : Same(loaded, next) ? 'n' : '?';
        }
        catch (FileNotFoundException)
        {
            return 'r';
        }
    }

    private static bool Same(T5Model one, T5Model other) => one.Config == other.Config
        && one.NamedParameters.All(item => item.Value.data<float>().SequenceEqual(other.NamedParameters[item.Key].data<float>()));

    private static IEnumerable<KeyValuePair<string, TorchSharp.torch.Tensor>> Tensors(T5Model model) =>
        model.NamedParameters.Select(item => KeyValuePair.Create(item.Key, (TorchSharp.torch.Tensor)item.Value));

    private static T5Model Tiny(ulong seed) => new(
        new()
        {
            VocabularySize = 96,
            ModelSize = 32,
            FeedForwardSize = 64,
            KeyValueSize = 16,
            Heads = 2,
            EncoderLayers = 2,
            DecoderLayers = 2,
        },
        new() { Seed = seed });

    private int ShardsOf(long maxShardBytes) => new ShardPlan(Tensors(_new), maxShardBytes).Files.Count;

    private SortedDictionary<string, string> Contents(string folder) => new(
        Directory.GetFiles(_folder.File(folder)).ToDictionary(path => Path.GetFileName(path), path => Convert.ToHexString(File.ReadAllBytes(path))));

    private byte[] Saved(T5Model model)
    {
        model.Save(_folder.File("expected"));
        return File.ReadAllBytes(_folder.File("expected/model.safetensors"));
    }

    private byte[] SavedAgain()
    {
        using var loaded = T5Model.Load(_folder.File("used"));
        return Saved(loaded);
    }
}
