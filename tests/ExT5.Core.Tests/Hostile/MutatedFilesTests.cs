using System.Buffers.Binary;
using System.Diagnostics;

namespace ExT5.Core.Tests.Hostile;

/// <summary>Ten thousand damaged files: each is read, or refused with an error of this library, and always soon.</summary>
public sealed class MutatedFilesTests : IDisposable
{
    // No figure of speed: it ends a round that would not end by itself. Each takes milliseconds, which a busy machine stretches.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder _folder = new();

    public MutatedFilesTests()
    {
        using var model = new T5Model(new()
        {
            VocabularySize = 8,
            ModelSize = 4,
            FeedForwardSize = 4,
            KeyValueSize = 2,
            Heads = 2,
            EncoderLayers = 1,
            DecoderLayers = 1,
        });
        model.Save(_folder.Path, maxShardBytes: 400);
    }

    private string Config => _folder.File("config.json");

    private string Index => _folder.File("model.safetensors.index.json");

    private string Shard => Directory.GetFiles(_folder.Path, "*.safetensors").Order().First();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Damaged_headers_are_read_or_refused() => Mutate(Shard, 5_000, seed: 1, () =>
    {
        using var file = SafetensorsFile.Open(Shard);
        foreach (var name in file.Entries.Keys)
            file.Read(name).Dispose();
    });

    [Fact]
    public void Damaged_indexes_are_read_or_refused() => Mutate(Index, 3_000, seed: 2, () => WeightFiles.Open(_folder.Path).Dispose());

    [Fact]
    public void Damaged_configurations_are_read_or_refused() => Mutate(Config, 2_000, seed: 3, () => T5Config.FromHuggingFace(Config));

    [Fact]
    public void A_model_with_a_damaged_configuration_is_loaded_or_refused() =>
        Mutate(Config, 300, seed: 4, () => T5Model.Load(_folder.Path).Dispose());

    private static void Mutate(string path, int rounds, int seed, Action read)
    {
        var (random, good) = (new Random(seed), File.ReadAllBytes(path));
        var (refused, usable) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            File.WriteAllBytes(path, path.EndsWith(".json", StringComparison.Ordinal)
                ? JsonMutation.Of(good, random)
                : WithHeader(good, JsonMutation.Of(HeaderOf(good), random)));
            var clock = Stopwatch.StartNew();
            if (Reads(read)) usable++;
            else refused++;
            Assert.True(clock.Elapsed < Longest, $"Round {round} took {clock.Elapsed}.");
        }
        File.WriteAllBytes(path, good);
        Assert.True(refused > rounds / 4, $"{refused} of {rounds} were refused, {usable} read.");
    }

    // Any other exception fails the test.
    private static bool Reads(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (ExT5CoreException)
        {
            return false;
        }
    }

    private static byte[] HeaderOf(byte[] file) => file[8..(8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(file))];

    private static byte[] WithHeader(byte[] file, byte[] header)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return [.. length, .. header, .. file[(8 + HeaderOf(file).Length)..]];
    }
}
