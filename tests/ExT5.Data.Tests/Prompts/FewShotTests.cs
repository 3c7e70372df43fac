namespace ExT5.Data.Tests;

public class FewShotTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Solved_examples_of_the_training_split_stand_before_the_input()
    {
        var examples = await OpenAsync(new FewShot(2), train: 50, DatasetSplit.Validation);

        Assert.Matches(@"\Ain(\d+)\n\nout\1\n\n\nin(\d+)\n\nout\2\n\n\nin1003\n\n\z", examples[3].Input);
        Assert.Equal("out1003", examples[3].Target);
    }

    [Fact]
    public async Task An_example_is_never_among_its_own_and_none_comes_twice()
    {
        var examples = await OpenAsync(new FewShot(4), train: 6, DatasetSplit.Train);

        for (var i = 0; i < examples.Count; i++)
        {
            var shots = ShotsOf(examples[i]);
            Assert.Equal(4, shots.Distinct().Count());
            Assert.DoesNotContain(i, shots);
        }
    }

    [Fact]
    public async Task Fewer_come_when_the_training_split_has_no_more()
    {
        var three = await OpenAsync(new FewShot(5), train: 3, DatasetSplit.Train);
        var one = await OpenAsync(new FewShot(5), train: 1, DatasetSplit.Train);
        var none = await OpenAsync(new FewShot(5), train: 0, DatasetSplit.Validation);

        Assert.Equal([0, 1], ShotsOf(three[2]).Order());
        Assert.Empty(ShotsOf(one[0]));
        Assert.Empty(ShotsOf(none[0]));
    }

    [Fact]
    public async Task A_training_row_with_the_same_input_is_not_told()
    {
        var task = Seq2SeqTask.Create<int>("t", builder => builder
            .ReadFrom(new InMemorySource<int>(train: [7, 7, 8], validation: [7])).Format(Format).WithFewShot(new FewShot(3)));

        var (validation, train) = (await task.OpenAsync(DatasetSplit.Validation, Cancelled), await task.OpenAsync(DatasetSplit.Train, Cancelled));

        Assert.Equal([8], ShotsOf(validation[0]));
        Assert.Equal([8], ShotsOf(train[0]));
    }

    [Fact]
    public async Task The_choice_depends_on_seed_task_split_and_index_alone()
    {
        var first = await OpenAsync(new FewShot(3), 1000, DatasetSplit.Train);
        var again = await OpenAsync(new FewShot(3), 1000, DatasetSplit.Train);
        var seeded = await OpenAsync(new FewShot(3) { Seed = 1 }, 1000, DatasetSplit.Train);
        var named = await OpenAsync(new FewShot(3), 1000, DatasetSplit.Train, "other");

        Assert.Equal(first[700], again[700]);
        Assert.NotEqual(first[700], seeded[700]);
        Assert.NotEqual(first[700], named[700]);
    }

    [Fact]
    public async Task All_rows_are_drawn_about_as_often()
    {
        var examples = await OpenAsync(new FewShot(2), train: 20, DatasetSplit.Train);
        var many = await OpenAsync(new FewShot(2), train: 20, DatasetSplit.Validation, validation: 5000);

        var counts = many.SelectMany(ShotsOf).CountBy(row => row).ToDictionary();

        // 10,000 draws of 20 rows: 500 each, standard deviation about 21; six of them on either side.
        Assert.Equal(20, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 374, 626));
        Assert.Equal(20, examples.Count);
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(21, 0)]
    [InlineData(22, 1)]
    [InlineData(35, 1)]
    [InlineData(36, 2)]
    public async Task Solved_examples_are_added_until_one_does_not_fit(int length, int shots)
    {
        // "in1000\n\n" has 8 characters and "in17\n\nout17\n\n\n", as each training row has two digits, 14.
        var rows = new InMemorySource<int>(train: [.. Enumerable.Range(10, 80)], validation: [1000]);
        var task = Seq2SeqTask.Create<int>("t", builder => builder.ReadFrom(rows).Format(Format).WithFewShot(new FewShot(5) { MaxLength = length }));

        var example = (await task.OpenAsync(DatasetSplit.Validation, Cancelled))[0];

        Assert.Equal(shots, ShotsOf(example).Length);
    }

    [Fact]
    public async Task Inputs_fit_in_the_tokens_of_a_model()
    {
        var vocabulary = new ByteVocabulary();
        var examples = await OpenAsync(new FewShot(5).FittingIn(40, vocabulary), train: 100, DatasetSplit.Train);

        Assert.All(examples, example => Assert.InRange(vocabulary.CountTokens(example.Input), 20, 40));
    }

    [Fact]
    public async Task Solved_examples_have_the_template_of_the_example()
    {
        var task = Seq2SeqTask.Create<int>("t", builder => builder
            .ReadFrom(new InMemorySource<int>([.. Enumerable.Range(0, 30)]))
            .FormatWith(new("plain", row => new($"in{row}", $"out{row}")), new("loud", row => new($"IN{row}", $"OUT{row}")))
            .WithFewShot(new FewShot(3)));

        var examples = await task.OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.All(examples.Where((_, i) => i % 2 == 0), example => Assert.DoesNotContain("IN", example.Input, StringComparison.Ordinal));
        Assert.All(examples.Where((_, i) => i % 2 == 1), example => Assert.DoesNotContain("in", example.Input, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fixed_examples_need_no_training_split()
    {
        var fewShot = new FewShot(2) { Fixed = [new("a", "b"), new("c", "d"), new("e", "f")], Layout = PromptLayouts.NaturalInstructions("Do it") };
        var rows = new InMemorySource<int>(new Dictionary<DatasetSplit, IReadOnlyList<int>> { [DatasetSplit.Test] = [1] });
        var task = Seq2SeqTask.Create<int>("t", builder => builder.ReadFrom(rows).Format(Format).WithFewShot(fewShot));

        var input = (await task.OpenAsync(DatasetSplit.Test, Cancelled))[0].Input;

        Assert.Equal(PromptLayouts.NaturalInstructions("Do it")([new("a", "b"), new("c", "d")], "in1"), input);
    }

    [Fact]
    public void No_shots_and_shots_of_noise_are_refused()
    {
        Assert.Throws<RegistryException>(() => TaskOf("t", new FewShot(0), 1, 1));
        Assert.Throws<RegistryException>(() => Seq2SeqTask.Create<string>("t", builder => builder
            .ReadFrom(new InMemorySource<string>(["a"])).Denoise(row => row, new SpanCorruption()).WithFewShot(new FewShot(1))));
    }

    private static TextExample Format(int row) => new($"in{row}", $"out{row}");

    private static int[] ShotsOf(TextExample example) =>
        [.. example.Input.Split("\n\n\n")[..^1].Select(shot => int.Parse(shot[2..shot.IndexOf('\n')], null))];

    private static ValueTask<IReadOnlyList<TextExample>> OpenAsync(FewShot fewShot, int train, DatasetSplit split, string task = "t", int validation = 10) =>
        TaskOf(task, fewShot, train, validation).OpenAsync(split, Cancelled);

    private static Seq2SeqTask TaskOf(string name, FewShot fewShot, int train, int validation) => Seq2SeqTask.Create<int>(name, builder => builder
        .ReadFrom(new InMemorySource<int>([.. Enumerable.Range(0, train)], [.. Enumerable.Range(1000, validation)]))
        .Format(Format).WithFewShot(fewShot));
}
