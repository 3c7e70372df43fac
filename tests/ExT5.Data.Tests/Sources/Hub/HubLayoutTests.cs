namespace ExT5.Data.Tests;

public sealed class HubLayoutTests
{
    [Theory]
    [InlineData("train.jsonl", "default", "train")]
    [InlineData("data/train-00000-of-00001.parquet", "default", "train")]
    [InlineData("data/train-00000-of-00001-0f1e2d.parquet", "default", "train")]
    [InlineData("rte/validation-00000-of-00001.parquet", "rte", "validation")]
    [InlineData("data/rte/dev.csv.gz", "rte", "dev")]
    [InlineData("rte/train/0000.parquet", "rte", "train")]
    [InlineData("en/partial-train/0003.parquet", "en", "partial-train")]
    [InlineData("mnli/validation_matched-00000-of-00001.parquet", "mnli", "validation_matched")]
    public void The_place_of_a_file_tells_configuration_and_split(string path, string config, string split)
    {
        var layout = new HubLayout([File(path)]);

        Assert.Equal([config], layout.Configs);
        Assert.Equal([split], layout.Splits(config));
        Assert.Equal([path], layout.Files(config, split).Select(file => file.Path));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("dataset_infos.json")]
    [InlineData("glue.py")]
    [InlineData("a/b/c/train.parquet")]
    [InlineData("images/1.png")]
    public void Other_files_belong_to_no_split(string path) => Assert.Empty(new HubLayout([File(path)]).Configs);

    [Fact]
    public void Of_several_formats_the_first_in_order_is_read_alone()
    {
        var layout = new HubLayout([File("train.csv"), File("train.parquet"), File("train.jsonl")]);

        Assert.Equal(["train.parquet"], layout.Files("default", "train").Select(file => file.Path));
    }

    private static HubFile File(string path) => new(path, 1, new string('0', 64));
}
