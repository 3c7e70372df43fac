using System.Globalization;

namespace ExT5.Core.Tests.LongInputs;

/// <summary>The work of processes that measure what long inputs take; run by <see cref="LongInputMemoryTests"/>.</summary>
public sealed class LongInputMemory
{
    public const string LengthVariable = "EXT5_TEST_INPUT_TOKENS";
    public const string CallVariable = "EXT5_TEST_CALL";
    public const string MostVariable = "EXT5_TEST_MOST_MEBIBYTES";

    private static readonly GenerationLimits Limits = new(MaxNewTokens: 3) { MaxInputTokens = int.MaxValue };

    [Fact]
    public void A_call_takes_no_more_than_its_bound()
    {
        if (Environment.GetEnvironmentVariable(LengthVariable) is not { } length)
            return; // a process of its own names one
        var call = Environment.GetEnvironmentVariable(CallVariable)!;
        using var model = Model(call);
        Ask(call, model, 100);
        File.WriteAllText("/proc/self/clear_refs", "5");
        var before = Kilobytes("VmRSS");

        Ask(call, model, int.Parse(length, CultureInfo.InvariantCulture));

        var taken = (Kilobytes("VmHWM") - before) / 1024;
        Console.WriteLine($"{call} of {length} tokens took {taken} MiB");
        Assert.InRange(taken, 0, long.Parse(Environment.GetEnvironmentVariable(MostVariable)!, CultureInfo.InvariantCulture));
    }

    private static void Ask(string call, T5Model model, int length)
    {
        int[] ids = [.. Enumerable.Range(0, length - 1).Select(place => 3 + (place % 100)), 1];
        switch (call.Split(' ')[0])
        {
            case "score":
                new T5Scorer(model, maxTokens: int.MaxValue).ScoreIds([new(ids, [4, 5], [6], [7, 8, 9])]);
                break;
            case "embed":
                new T5Embedder(model, maxTokens: int.MaxValue).EmbedIds([ids]);
                break;
            case "target":
                new T5Scorer(model, maxTokens: int.MaxValue).ScoreIds([new([4, 5], ids)]);
                break;
            case "beams":
                new T5Generator(model, new AsciiTokenizer()).GenerateIds([ids, ids[1..]], new BeamSearch(), Limits);
                break;
            default:
                new T5Generator(model, new AsciiTokenizer()).GenerateIds([ids], new GreedySearch(), Limits);
                break;
        }
    }

    private static T5Model Model(string call) => new(new T5Config
    {
        VocabularySize = 128,
        ModelSize = 64,
        KeyValueSize = 16,
        FeedForwardSize = 128,
        Heads = 4,
        EncoderLayers = 2,
        DecoderLayers = 2,
        EncoderAttention = call.Split(' ')[^1] switch
        {
            "local" => EncoderAttention.Local,
            "global" => EncoderAttention.TransientGlobal,
            _ => EncoderAttention.Full,
        },
        Activation = FeedForwardActivation.GatedGelu,
        ModelType = call.Contains(' ') ? T5ModelType.LongT5 : T5ModelType.T5,
    });

    private static long Kilobytes(string field) => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal))[(field.Length + 1)..^3],
        CultureInfo.InvariantCulture);
}
