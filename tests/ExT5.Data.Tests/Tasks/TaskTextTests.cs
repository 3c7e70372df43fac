namespace ExT5.Data.Tests;

public sealed class TaskTextTests : IDisposable
{
    private static readonly PromptTemplate<string> Plain = new("plain", row => new TextExample(row, "x"));
    private readonly TemporaryFolder _folder = new();

    public TaskTextTests()
    {
        _folder.Write("train.txt", "a\nb");
        _folder.Write("validation.txt", "c");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_plain_task_has_the_fingerprint_of_its_source()
    {
        var source = await Source().FingerprintAsync(DatasetSplit.Validation, new FileHashes(), TestContext.Current.CancellationToken);

        Assert.Equal(source, await FingerprintAsync(task => task.FormatWith(Plain)));
    }

    [Fact]
    public async Task Drawn_examples_tie_a_split_to_the_training_rows_and_fixed_ones_do_not()
    {
        Action<Seq2SeqTaskBuilder<string>> drawn = task => task.FormatWith(Plain).WithFewShot(new FewShot(1));
        Action<Seq2SeqTaskBuilder<string>> given = task => task.FormatWith(Plain).WithFewShot(new FewShot(1) { Fixed = [new("a", "b")] });
        var (drawnBefore, givenBefore) = (await FingerprintAsync(drawn), await FingerprintAsync(given));

        _folder.Write("train.txt", "a\nb\nc");

        Assert.NotEqual(drawnBefore, await FingerprintAsync(drawn));
        Assert.Equal(givenBefore, await FingerprintAsync(given));
    }

    [Fact]
    public async Task Templates_and_rows_left_out_change_the_fingerprint()
    {
        var plain = await FingerprintAsync(task => task.FormatWith(Plain));
        var two = await FingerprintAsync(task => task.FormatWith(Plain, Plain with { Name = "again" }));
        var without = TaskOf(task => task.FormatWith(Plain)).Without(DatasetSplit.Validation, new HashSet<int> { 0 });

        Assert.NotEqual(plain, two);
        Assert.NotEqual(plain, await FingerprintAsync(without, DatasetSplit.Validation));
        Assert.Equal(
            await FingerprintAsync(TaskOf(task => task.FormatWith(Plain)), DatasetSplit.Train), await FingerprintAsync(without, DatasetSplit.Train));
    }

    private TextLinesSource Source() => new(_folder["{split}.txt"]);

    private Seq2SeqTask TaskOf(Action<Seq2SeqTaskBuilder<string>> configure) => Seq2SeqTask.Create<string>("t", task =>
    {
        task.ReadFrom(Source());
        configure(task);
    });

    private Task<string?> FingerprintAsync(Action<Seq2SeqTaskBuilder<string>> configure) =>
        FingerprintAsync(TaskOf(configure), DatasetSplit.Validation);

    private static async Task<string?> FingerprintAsync(Seq2SeqTask task, DatasetSplit split) =>
        await task.FingerprintAsync(split, new FileHashes(), TestContext.Current.CancellationToken);
}
