namespace ExT5.Core.Tests.Sharing;

/// <summary>Run for long by a process of its own, since it ends when memory is read that was freed.</summary>
public sealed class DisposalDuringCalls
{
    public const string Variable = "EXT5_DISPOSAL_DURING_CALLS";

    private const int Threads = 4;

    private static readonly int Rounds = Environment.GetEnvironmentVariable(Variable) is null ? 2 : 40;

    [Fact]
    public async Task Calls_finish_or_say_that_the_model_is_disposed()
    {
        string[] names = [.. CallsOnAModel.Names];
        string[] expected = [.. names.Select(name => { using var model = Make(); return CallsOnAModel.Of(name, model)(); })];
        var (finished, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var model = Make();
            var calls = Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
            {
                for (var i = round + (thread * 3); ; i++)
                {
                    var call = i % names.Length;
                    try
                    {
                        Assert.Equal(expected[call], CallsOnAModel.Of(names[call], model)());
                        Interlocked.Increment(ref finished);
                    }
                    catch (ObjectDisposedException)
                    {
                        Interlocked.Increment(ref refused);
                        return;
                    }
                }
            })).ToArray();
            await Task.Delay(round % 10 * 3, TestContext.Current.CancellationToken);
            model.Dispose();
            model.Dispose();
            await Task.WhenAll(calls);
        }

        Assert.True(finished > 0);
        Assert.Equal(Rounds * Threads, refused);
    }

    private static T5Model Make() => GoldenModel.Load(GoldenModel.V11).Model;
}
