using ExT5.Data;
using ExT5.ExMix.Recipes;

namespace ExT5.ExMix.Tests.Recipes;

public sealed class HeldOutRecipeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("train", "a b")]
    [InlineData("validation", "c")]
    [InlineData("test", "d")]
    public async Task The_rest_of_the_training_rows_validates_and_the_named_split_tests(string split, string expected)
    {
        File.WriteAllLines(Path.Combine(_folder, "train.jsonl"), ["{\"q\": \"a\"}", "{\"q\": \"b\"}", "{\"q\": \"c\"}"]);
        File.WriteAllLines(Path.Combine(_folder, "validation.jsonl"), ["{\"q\": \"d\"}"]);
        var recipe = new HeldOutRecipe<string>("held", 2, DatasetSplit.Validation, row => row.Text("q"), question => new(question, ""));

        var examples = await recipe.Over(Path.Combine(_folder, "{split}.jsonl"), new FileSourceOptions(), _ => "none")
            .OpenAsync(new DatasetSplit(split), TestContext.Current.CancellationToken);

        Assert.Equal(expected.Split(' '), examples.Select(example => example.Input));
        Assert.Throws<ArgumentOutOfRangeException>(() => examples[examples.Count]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_sample_without_rows_to_validate_on_says_so_and_names_the_task(int kept)
    {
        File.WriteAllLines(Path.Combine(_folder, "train.jsonl"), ["{\"q\": \"a\"}", "{\"q\": \"b\"}", "{\"q\": \"c\"}"]);
        var source = new HeldOutRecipe<string>("web_questions", kept, DatasetSplit.Test, row => row.Text("q"), question => new(question, ""))
            .Over(Path.Combine(_folder, "{split}.jsonl"), new FileSourceOptions(), _ => "none");

        var error = await Assert.ThrowsAsync<DataSourceException>(async () => await source.OpenAsync(DatasetSplit.Validation, TestContext.Current.CancellationToken));

        Assert.Contains("'web_questions'", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await source.OpenAsync(DatasetSplit.Train, TestContext.Current.CancellationToken)).Count);
    }
}
