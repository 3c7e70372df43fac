using System.Text.Json.Serialization;

namespace ExT5.Data.Tests;

/// <summary>The code of docs/hub.md.</summary>
public sealed partial class HubPageTests
{
    [Fact]
    public void A_task_over_a_dataset_of_the_hub_is_defined_without_a_request()
    {
        var questions = Seq2SeqTask.Create<Question>("questions", task => task
            .ReadFrom(new JsonLinesSource<Question>(new HubDataset("my-org/questions", "en"), QuestionRows.Default.Question))
            .Format(row => new TextExample($"question: {row.Text}", row.Answer)));

        Assert.Equal("questions", questions.Name);
    }

    [Fact]
    public void Files_and_revision_are_named()
    {
        var development = new HubDataset("my-org/questions") { Revision = "v1.2", Files = "raw/en/{split}_*.jsonl" };

        Assert.Equal("my-org/questions", development.ToString());
    }

    internal sealed record Question(string Text, string Answer);

    [JsonSerializable(typeof(Question))]
    internal sealed partial class QuestionRows : JsonSerializerContext;
}
