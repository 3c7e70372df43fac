using static TorchSharp.torch;

namespace ExT5.Core.Tests.Sharing;

public sealed class SharedModelTests
{
    private const int Threads = 8;
    private const int Rounds = 3;

    public static TheoryData<string> Models =>
        [.. GoldenModel.Generating, "switch", "lora", "prompt"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Threads_that_share_a_model_in_training_mode_get_the_answers_of_one_thread_in_evaluation_mode(string name)
    {
        using var model = Make(name);
        model.eval();
        Func<string>[] calls = [.. CallsOnAModel.Names.Select(call => CallsOnAModel.Of(call, model))];
        string[] expected = [.. calls.Select(call => call())];
        model.train();

        var answers = Enumerable.Range(0, Threads).AsParallel().WithDegreeOfParallelism(Threads)
            .Select(thread => Answers(calls, thread)).ToArray();

        Assert.All(answers.SelectMany(pairs => pairs), answer => Assert.Equal(expected[answer.Call], answer.Text));
        Assert.True(model.training);
    }

    [Fact]
    public async Task A_model_whose_mode_another_thread_turns_all_the_time_gives_the_same_answers()
    {
        using var model = Make(GoldenModel.V11);
        Func<string>[] calls = [.. CallsOnAModel.Names.Select(call => CallsOnAModel.Of(call, model))];
        string[] expected = [.. calls.Select(call => call())];
        using var stop = new CancellationTokenSource();
        var turning = Task.Run(() => Turn(model, stop.Token), TestContext.Current.CancellationToken);

        var answers = Enumerable.Range(0, 4).AsParallel().Select(thread => Answers(calls, thread)).ToArray();

        await stop.CancelAsync();
        await turning;
        Assert.All(answers.SelectMany(pairs => pairs), answer => Assert.Equal(expected[answer.Call], answer.Text));
    }

    [Fact]
    public void The_mode_of_a_pass_is_that_of_the_model_and_no_block_has_one_of_its_own()
    {
        using var scope = NewDisposeScope();
        using var model = Make("switch");
        var tokens = tensor(new long[] { 40, 41, 42, 1 }, [1, 4]);
        var inputs = new T5Inputs(tokens, null, tokens, null, Packed: false);
        model.eval();
        var evaluated = model.forward(inputs);
        foreach (var block in model.modules().Where(module => module != model))
            block.train();

        var again = model.forward(inputs);

        Assert.True(evaluated.Equals(again));
    }

    [Fact]
    public async Task Calls_beside_changes_see_the_weights_before_or_after_and_never_between()
    {
        using var model = Make(GoldenModel.V11);
        Func<string>[] calls = [.. CallsOnAModel.Names.Select(call => CallsOnAModel.Of(call, model))];
        string[] before = [.. calls.Select(call => call())];
        Scale(model, -1);
        string[] after = [.. calls.Select(call => call())];
        using var stop = new CancellationTokenSource();
        var changing = Task.Run(() => Change(model, stop.Token), TestContext.Current.CancellationToken);

        var answers = Enumerable.Range(0, 4).AsParallel().Select(thread => Answers(calls, thread)).ToArray();

        await stop.CancelAsync();
        Assert.True(await changing > 0);
        Assert.All(answers.SelectMany(pairs => pairs), answer => Assert.True(
            answer.Text == before[answer.Call] || answer.Text == after[answer.Call] || answer.Text == Refused, answer.Text));
        Assert.NotEqual(before, after);
    }

    [Fact]
    public async Task Adapters_may_be_merged_and_taken_off_beside_calls()
    {
        using var model = GoldenModel.Load(GoldenModel.V11).Model;
        var folder = GoldenFile.PathOf("peft", "lora");
        Func<string>[] calls = [.. CallsOnAModel.Names.Select(call => CallsOnAModel.Of(call, model))];
        string[] plain = [.. calls.Select(call => call())];
        string[] adapted, merged;
        using (var adapter = T5Adapter.Load(model, folder))
        {
            adapted = [.. calls.Select(call => call())];
            adapter.Merge();
            merged = [.. calls.Select(call => call())];
            adapter.Unmerge();
        }

        using var stop = new CancellationTokenSource();
        var changing = Task.Run(() => Adapt(model, folder, stop.Token), TestContext.Current.CancellationToken);
        var answers = Enumerable.Range(0, 4).AsParallel().Select(thread => Answers(calls, thread)).ToArray();

        await stop.CancelAsync();
        await changing;
        Assert.All(answers.SelectMany(pairs => pairs), answer => Assert.Contains(
            answer.Text, new[] { plain[answer.Call], adapted[answer.Call], merged[answer.Call], Refused }));
    }

    private const string Refused = "refused";

    private static T5Model Make(string name)
    {
        if (name is "lora" or "prompt")
        {
            var model = GoldenModel.Load(GoldenModel.V11).Model;
            T5Adapter.Attach(model, name == "lora" ? new LoraConfig(Rank: 4, Dropout: 0.5) : new PromptTuningConfig(3));
            return model;
        }

        var golden = T5Config.FromHuggingFace(GoldenFile.PathOf(name, "config.json"));
        return new(golden with { VocabularySize = 128, DropoutRate = 0.3, Experts = golden.Experts is { } experts ? experts with { JitterNoise = 0.1 } : null });
    }

    private static List<(int Call, string Text)> Answers(Func<string>[] calls, int thread)
    {
        var answers = new List<(int, string)>();
        for (var round = 0; round < Rounds; round++)
            for (var i = 0; i < calls.Length; i++)
            {
                var call = (i + thread) % calls.Length;
                answers.Add((call, Answer(calls[call])));
            }

        return answers;
    }

    // Streams and steps hold nothing between two tokens, and are refused when weights change in between.
    private static string Answer(Func<string> call)
    {
        try
        {
            return call();
        }
        catch (InvalidOperationException error) when (error.Message.Contains("weights have changed", StringComparison.Ordinal))
        {
            return Refused;
        }
    }

    private static void Turn(T5Model model, CancellationToken stop)
    {
        for (var on = true; !stop.IsCancellationRequested; on = !on)
            model.train(on);
    }

    private static int Change(T5Model model, CancellationToken stop)
    {
        var changes = 0;
        for (; !stop.IsCancellationRequested; changes++)
        {
            Scale(model, -1);
            Thread.Sleep(1);
        }

        return changes;
    }

    private static void Scale(T5Model model, double by)
    {
        using var exclusive = model.ExclusiveUse();
        using var noGradient = no_grad();
        using TorchSharp.Scalar factor = by;
        foreach (var (name, parameter) in model.NamedParameters)
            if (name.EndsWith("layer_norm.weight", StringComparison.Ordinal))
                parameter.mul_(factor);
    }

    private static void Adapt(T5Model model, string folder, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var adapter = T5Adapter.Load(model, folder);
            adapter.Merge();
            Thread.Sleep(1);
            adapter.Unmerge();
        }
    }
}
