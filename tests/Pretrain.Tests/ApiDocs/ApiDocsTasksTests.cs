using ExT5.Data;
using Pretrain.ApiDocs;

namespace Pretrain.Tests.ApiDocs;

/// <summary>The tasks over the documentation of the SDK that runs the tests.</summary>
public sealed class ApiDocsTasksTests(ApiDocsTasksTests.SdkDocumentation sdk) : IClassFixture<ApiDocsTasksTests.SdkDocumentation>
{
    [Fact]
    public void Each_of_the_eight_families_has_at_least_two_tasks()
    {
        var families = sdk.Tasks.CountBy(task => task.Task.Family).ToList();

        Assert.Equal(8, families.Count);
        Assert.All(families, family => Assert.True(family.Value >= 2, $"{family}"));
    }

    [Fact]
    public async Task Every_task_has_thousands_of_rows_to_learn_and_enough_to_measure()
    {
        foreach (var task in sdk.Tasks)
        {
            Assert.True((await Rows(task, DatasetSplit.Train)).Count > 2_000, $"{task.Task} train");
            Assert.True((await Rows(task, DatasetSplit.Validation)).Count > 100, $"{task.Task} validation");
        }
    }

    [Fact]
    public async Task No_input_is_in_both_splits()
    {
        foreach (var task in sdk.Tasks)
        {
            var train = (await Rows(task, DatasetSplit.Train)).Select(example => example.Input).ToHashSet();
            Assert.DoesNotContain(await Rows(task, DatasetSplit.Validation), example => train.Contains(example.Input));
        }
    }

    [Fact]
    public async Task Inputs_start_with_the_task_and_neither_text_is_empty_or_long()
    {
        foreach (var task in sdk.Tasks)
            Assert.All(await Rows(task, DatasetSplit.Validation), example =>
            {
                Assert.StartsWith(task.Task.Name + " ", example.Input, StringComparison.Ordinal);
                Assert.InRange(example.Input.Length, 12, 520);
                Assert.InRange(example.Target.Length, 1, 240);
            });
    }

    [Fact]
    public async Task The_right_answer_is_among_the_options()
    {
        foreach (var task in sdk.Tasks.Where(task => task.Options is not null))
            Assert.All(await Rows(task, DatasetSplit.Validation), example =>
                Assert.Contains(example.Target, task.Options!(example.Input)));
    }

    [Fact]
    public async Task Half_of_the_hypotheses_follow()
    {
        foreach (var task in sdk.Tasks.Where(task => task.Task.Family == TaskFamily.Inference))
        {
            var rows = await Rows(task, DatasetSplit.Train);
            Assert.InRange(rows.Count(row => row.Target == "entailment") / (double)rows.Count, 0.48, 0.52);
        }
    }

    [Theory]
    [InlineData("exception_choice")]
    [InlineData("parameter_choice")]
    public async Task Of_two_options_the_more_frequent_one_is_right_about_half_of_the_time(string name)
    {
        var task = sdk.Tasks.Single(task => task.Task.Name == name);
        var frequencies = (await Rows(task, DatasetSplit.Train)).CountBy(row => row.Target).ToDictionary();
        var rows = await Rows(task, DatasetSplit.Validation);

        var right = rows.Count(row => row.Target == task.Options!(row.Input).MaxBy(option => frequencies.GetValueOrDefault(option)));

        Assert.InRange(right / (double)rows.Count, 0.42, 0.58);
    }

    private static async Task<IReadOnlyList<TextExample>> Rows(ApiDocsTask task, DatasetSplit split) =>
        await task.Task.OpenAsync(split, TestContext.Current.CancellationToken);

    public sealed class SdkDocumentation
    {
        internal IReadOnlyList<ApiDocsTask> Tasks { get; } = ApiDocsTasks.Supervised(ApiDocsCorpus.Load());
    }
}
