using System.Text.Json.Serialization;

namespace ExT5.Data.Tests;

public sealed partial class HubDatasetTests : IDisposable
{
    private static readonly byte[] One = FakeHub.Bytes(200), Two = FakeHub.Bytes(200, seed: 2), Three = FakeHub.Bytes(90, seed: 3);
    private readonly HubFixture _fixture = new();

    private FakeHub Hub => _fixture.Hub;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Rows_of_a_dataset_are_read_by_its_name()
    {
        Hub.Commit("main", ("rte/train.jsonl", """{"Text":"a"}"""u8.ToArray()));
        using var cache = new TemporaryFolder();
        var (endpoint, folder) = (Hub.Server.Address, cache["hub"]);

        var rte = new HubDataset("nyu-mll/glue", "rte", new HubOptions { Endpoint = endpoint, CacheFolder = folder, Token = "" });
        var rows = await new JsonLinesSource<NamedRow>(rte, HubRows.Default.NamedRow).OpenAsync(DatasetSplit.Train, Cancelled);

        Assert.Equal([new NamedRow("a")], rows);
    }

    [Fact]
    public async Task All_shards_come_in_their_order_from_one_commit_although_the_branch_moves()
    {
        var commit = Hub.Commit("main", ("data/train-00001-of-00002.parquet", Two), ("data/train-00000-of-00002.parquet", One), ("data/test-00000-of-00001.parquet", Three));
        Assert.Equal([One, Two], await HubFixture.ReadAsync(_fixture.Dataset()));
        var later = Hub.Commit("main", ("data/train-00000-of-00001.parquet", Two), ("data/test-00000-of-00001.parquet", Two));

        Assert.Equal([Three], await HubFixture.ReadAsync(_fixture.Dataset(), DatasetSplit.Test));
        Assert.Equal(commit, await _fixture.Dataset().CommitAsync(Cancelled));
        Assert.Equal(later, await _fixture.Dataset().RefreshAsync(Cancelled));
        Assert.Equal([Two], await HubFixture.ReadAsync(_fixture.Dataset(), DatasetSplit.Test));
    }

    [Fact]
    public async Task Commits_share_the_files_that_did_not_change()
    {
        Hub.Commit("main", ("train.parquet", One));
        await HubFixture.ReadAsync(_fixture.Dataset());
        Hub.Commit("main", ("train.parquet", One), ("test.parquet", Two));
        await _fixture.Dataset().RefreshAsync(Cancelled);

        await HubFixture.ReadAsync(_fixture.Dataset());

        Assert.Equal(1, Hub.Server.CountOf("/resolve/"));
    }

    [Fact]
    public async Task A_revision_may_be_a_tag_or_a_commit()
    {
        var first = Hub.Commit("v1.0", ("train.parquet", One));
        Hub.Commit("main", ("train.parquet", Two));

        Assert.Equal([One], await HubFixture.ReadAsync(new HubDataset("owner/data", null, _fixture.Options()) { Revision = "v1.0" }));
        Assert.Equal([One], await HubFixture.ReadAsync(new HubDataset("owner/data", null, _fixture.Options()) { Revision = first }));
        Assert.Equal(1, Hub.Server.CountOf("/revision/"));
    }

    [Fact]
    public async Task A_configuration_without_files_on_main_is_read_from_the_conversion()
    {
        Hub.Commit("main", ("glue.py", One), ("README.md", Two));
        Hub.Commit("refs/convert/parquet", ("rte/train/0000.parquet", One), ("rte/train/0001.parquet", Two), ("rte/validation/0000.parquet", Three));

        Assert.Equal([One, Two], await HubFixture.ReadAsync(_fixture.Dataset("rte")));
        Assert.Equal([Three], await HubFixture.ReadAsync(_fixture.Dataset(), DatasetSplit.Validation));
        Assert.Equal(["train", "validation"], await _fixture.Dataset("rte").SplitsAsync(Cancelled));
    }

    [Fact]
    public async Task A_split_converted_in_part_is_served_only_under_that_name()
    {
        Hub.Commit("main");
        Hub.Commit("refs/convert/parquet", ("en/partial-train/0000.parquet", One));
        var part = new FileSourceOptions { SplitNames = new Dictionary<string, string> { ["train"] = "partial-train" } };

        var error = await HubFixture.FailAsync(_fixture.Dataset("en"));

        Assert.Contains("only the first part", error.Message, StringComparison.Ordinal);
        Assert.Equal([One], await HubFixture.ReadAsync(_fixture.Dataset("en"), options: part));
    }

    [Fact]
    public async Task Files_elsewhere_are_named_by_a_pattern()
    {
        Hub.Commit("main", ("raw/en/dev_a.jsonl", One), ("raw/en/dev_b.jsonl", Two), ("raw/de/dev_a.jsonl", Three));
        var options = new FileSourceOptions { SplitNames = new Dictionary<string, string> { ["validation"] = "dev" } };
        var named = new HubDataset("owner/data", null, _fixture.Options()) { Files = "raw/en/{split}_?.jsonl" };

        Assert.Equal([One, Two], await HubFixture.ReadAsync(named, DatasetSplit.Validation, options));
        Assert.Contains("Did you mean 'raw/en/dev_a.jsonl'?", (await HubFixture.FailAsync(named)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listing_of_many_pages_is_read_whole()
    {
        Hub.PageSize = 2;
        Hub.Commit("main", [.. Enumerable.Range(0, 5).Select(i => ($"train-{i:D5}-of-00005.parquet", FakeHub.Bytes(200, i)))]);

        Assert.Equal(Enumerable.Range(0, 5).Select(i => FakeHub.Bytes(200, i)), await HubFixture.ReadAsync(_fixture.Dataset()));
        Assert.Equal(3, Hub.Server.CountOf("/tree/"));
    }

    [Fact]
    public async Task An_unknown_configuration_is_answered_with_the_nearest_and_all()
    {
        Hub.Commit("main", ("rte/train.parquet", One));
        Hub.Commit("refs/convert/parquet", ("rte/train/0000.parquet", One), ("cola/train/0000.parquet", Two));

        var error = await HubFixture.FailAsync(_fixture.Dataset("rta"));

        Assert.Equal(HubProblem.NotFound, error.Problem);
        Assert.EndsWith("no configuration 'rta'. Did you mean 'rte'? There are: cola, rte.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_must_be_named_where_there_are_several()
    {
        Hub.Commit("main", ("rte/train.parquet", One), ("cola/train.parquet", One));

        var error = await HubFixture.FailAsync(_fixture.Dataset());

        Assert.EndsWith("Say which configuration is meant: cola, rte.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_split_is_answered_with_the_nearest_and_all()
    {
        Hub.Commit("main", ("train.parquet", One), ("validaton.parquet", One));

        var error = await HubFixture.FailAsync(_fixture.Dataset(), DatasetSplit.Validation);

        Assert.Contains("no split 'validation'. Did you mean 'validaton'? There are: train, validaton.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_shard_is_an_error()
    {
        Hub.Commit("main", ("train-00000-of-00002.parquet", One));

        var error = await HubFixture.FailAsync(_fixture.Dataset());

        Assert.Equal(HubProblem.Malformed, error.Problem);
        Assert.Contains("1 files of the 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offline_reads_what_the_cache_has_and_asks_nobody()
    {
        Hub.Commit("main", ("train.parquet", One), ("test.parquet", Two));
        await HubFixture.ReadAsync(_fixture.Dataset());
        var asked = Hub.Server.Asked.Count;
        var offline = _fixture.Dataset(options: _fixture.Options(offline: true, verify: true));

        Assert.Equal([One], await HubFixture.ReadAsync(offline));
        var error = await HubFixture.FailAsync(offline, DatasetSplit.Test);

        Assert.Equal(HubProblem.Offline, error.Problem);
        Assert.Contains("'test.parquet' is not in the cache", error.Message, StringComparison.Ordinal);
        Assert.Equal(asked, Hub.Server.Asked.Count);
    }

    [Fact]
    public async Task A_mistyped_configuration_is_answered_offline_too()
    {
        Hub.Commit("main", ("rte/train.parquet", One));
        await HubFixture.ReadAsync(_fixture.Dataset("rte"));

        var error = await HubFixture.FailAsync(_fixture.Dataset("rta", _fixture.Options(offline: true)));

        Assert.Contains("Did you mean 'rte'?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HF_HUB_OFFLINE", "1")]
    [InlineData("HF_DATASETS_OFFLINE", "true")]
    public async Task Offline_by_the_environment_without_a_cache_is_a_typed_error(string variable, string value)
    {
        var options = _fixture.Options(variables: new() { [variable] = value });

        var error = await HubFixture.FailAsync(_fixture.Dataset(options: options));

        Assert.Equal(HubProblem.Offline, error.Problem);
        Assert.Empty(Hub.Server.Asked);
    }

    [Fact]
    public async Task More_bytes_than_allowed_are_refused_before_the_first_is_fetched()
    {
        Hub.Commit("main", ("train-0.parquet", One), ("train-1.parquet", Two));

        var error = await HubFixture.FailAsync(_fixture.Dataset(options: _fixture.Options(maxBytes: 399)));

        Assert.Equal(HubProblem.TooLarge, error.Problem);
        Assert.Equal(0, Hub.Server.CountOf("/resolve/"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b/c")]
    [InlineData("../b")]
    [InlineData("a/..")]
    [InlineData("a--b")]
    [InlineData("a b")]
    [InlineData("a/b?x")]
    public void A_name_the_hub_does_not_allow_is_refused(string name) => Assert.Throws<ArgumentException>(() => new HubDataset(name));

    [Theory]
    [InlineData("/a")]
    [InlineData("a/../b")]
    [InlineData("a/")]
    [InlineData("a\\b")]
    public void A_pattern_that_leads_out_is_refused(string pattern) =>
        Assert.Throws<ArgumentException>(() => new HubDataset("a/b") { Files = pattern });

    internal sealed record NamedRow(string Text);

    [JsonSerializable(typeof(NamedRow))]
    internal sealed partial class HubRows : JsonSerializerContext;
}
