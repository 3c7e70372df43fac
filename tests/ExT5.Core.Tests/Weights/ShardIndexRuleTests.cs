using System.Text.Json;
using TorchSharp;

namespace ExT5.Core.Tests.Weights;

/// <summary>A folder with one shard that holds 'a' and 'b', and indexes that speak of it rightly or wrongly.</summary>
public sealed class ShardIndexRuleTests : IDisposable
{
    private const string One = "model-00001-of-00001.safetensors";
    private readonly TemporaryFolder _folder = new();

    public ShardIndexRuleTests()
    {
        using var scope = torch.NewDisposeScope();
        SafetensorsFile.Write(_folder.File(One), [new("a", torch.ones(2)), new("b", torch.ones(1))]);
    }

    public static TheoryData<SafetensorsRule, string> Broken => new()
    {
        { SafetensorsRule.IndexJson, "" },
        { SafetensorsRule.IndexJson, "[]" },
        { SafetensorsRule.IndexJson, "{}" },
        { SafetensorsRule.IndexJson, """{"weight_map":{}}""" },
        { SafetensorsRule.IndexJson, """{"weight_map":[]}""" },
        { SafetensorsRule.IndexJson, """{"weight_map":{"a":1}}""" },
        { SafetensorsRule.IndexJson, Index("a", "b") + "{}" },
        { SafetensorsRule.IndexJson, Index("a", "b")[..^1] },
        { SafetensorsRule.IndexJson, Index("a", "b", "a") },
        { SafetensorsRule.IndexJson, """{"weight_map":{"\ud800":"x.safetensors"}}""" },
        { SafetensorsRule.IndexJson, Index("a")[..^1] + "," + Index("b")[1..] },
        { SafetensorsRule.IndexJson, "{\"deep\":" + new string('[', 65) + new string(']', 65) + "," + Index("a", "b")[1..] },
        { SafetensorsRule.IndexJson, """{"metadata":{"total_size":1,"total_size":2},""" + Index("a", "b")[1..] },
        { SafetensorsRule.IndexJson, """{"x":1,"x":2,""" + Index("a", "b")[1..] },
        { SafetensorsRule.IndexJson, """{"x":[{"a":[],"b":{"c":1,"c":1}}],""" + Index("a", "b")[1..] },
        { SafetensorsRule.ShardMissing, """{"weight_map":{"a":"model-00002-of-00002.safetensors"}}""" },
        { SafetensorsRule.ShardTensors, Index("a") },
        { SafetensorsRule.ShardTensors, Index("a", "b", "c") },
        { SafetensorsRule.ShardCount, Names(Enumerable.Range(0, 513).Select(i => $"{i}.safetensors")) },
    };

    public static TheoryData<string> Outside => new()
    {
        "../" + One, "/etc/passwd", "/tmp/x.safetensors", "..", ".", "", "sub/x.safetensors", "..\\x.safetensors", "C:x.safetensors",
        "x.safetensors/", ".x.safetensors", "x.bin", "x.safetensors\0", "a\nb.safetensors", new string('x', 255) + ".safetensors",
        "\\\\host\\share\\x.safetensors", "file:x.safetensors",
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_right_index_is_read_whatever_else_it_holds()
    {
        Write(Index("a", "b")[..^1] + ""","metadata":{"total_size":7.5,"x":[{}]},"more":null}""");

        using var files = WeightFiles.Open(_folder.Path);

        Assert.Equal(["a", "b"], files.Names.Order());
        Assert.Equal(3, files.ValueCount);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_rule_is_named(SafetensorsRule rule, string index)
    {
        Write(index);

        Assert.Equal(rule, Assert.Throws<SafetensorsException>(() => WeightFiles.Open(_folder.Path)).Rule);
    }

    [Theory]
    [MemberData(nameof(Outside))]
    public void No_name_leads_out_of_the_folder(string name)
    {
        Write(Names([name]));

        Assert.Equal(SafetensorsRule.ShardName, Assert.Throws<SafetensorsException>(() => WeightFiles.Open(_folder.Path)).Rule);
    }

    [Fact]
    public void A_tensor_that_lies_in_another_shard_than_the_index_says_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        SafetensorsFile.Write(_folder.File("second.safetensors"), [new("c", torch.ones(1))]);
        Write(Map([("a", One), ("b", "second.safetensors"), ("c", "second.safetensors")]));

        var error = Assert.Throws<SafetensorsException>(() => WeightFiles.Open(_folder.Path));

        Assert.Equal(SafetensorsRule.ShardTensors, error.Rule);
        Assert.Contains("'b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_in_two_shards_is_refused()
    {
        File.Copy(_folder.File(One), _folder.File("twin.safetensors"));
        Write(Map([("a", One), ("b", "twin.safetensors")]));

        Assert.Equal(SafetensorsRule.ShardTensors, Assert.Throws<SafetensorsException>(() => WeightFiles.Open(_folder.Path)).Rule);
    }

    [Theory]
    [InlineData("../outside.safetensors")]
    [InlineData("link.safetensors")]
    [InlineData("loop.safetensors")]
    public void A_link_out_of_the_folder_or_to_nowhere_is_refused(string target)
    {
        var inner = Directory.CreateDirectory(_folder.File("inner")).FullName;
        File.Copy(_folder.File(One), _folder.File("outside.safetensors"));
        File.CreateSymbolicLink(Path.Combine(inner, "link.safetensors"), "../outside.safetensors");
        File.CreateSymbolicLink(Path.Combine(inner, "loop.safetensors"), "shard.safetensors");
        File.CreateSymbolicLink(Path.Combine(inner, "shard.safetensors"), target);
        File.WriteAllText(Path.Combine(inner, "model.safetensors.index.json"), Names(["shard.safetensors"]));

        var error = Assert.Throws<SafetensorsException>(() => WeightFiles.Open(inner));

        Assert.True(error.Rule is SafetensorsRule.ShardName or SafetensorsRule.ShardMissing, error.Message);
    }

    [Fact]
    public void Links_inside_the_folder_and_those_of_a_Hub_cache_are_followed()
    {
        var snapshot = Directory.CreateDirectory(_folder.File("models--x/snapshots/0a1b")).FullName;
        Directory.CreateDirectory(_folder.File("models--x/blobs"));
        File.Copy(_folder.File(One), _folder.File("models--x/blobs/ff00"));
        File.CreateSymbolicLink(Path.Combine(snapshot, "first.safetensors"), "../../blobs/ff00");
        File.CreateSymbolicLink(Path.Combine(snapshot, One), "first.safetensors");
        File.WriteAllText(Path.Combine(snapshot, "model.safetensors.index.json"), Index("a", "b"));

        using var files = WeightFiles.Open(snapshot);

        Assert.Equal(2, files.Names.Count);
    }

    private static string Index(params string[] tensors) =>
        Map(tensors.Select(name => (name, One)));

    private static string Names(IEnumerable<string> files) =>
        Map(files.Select((name, i) => ($"t{i}", name)));

    private static string Map(IEnumerable<(string Tensor, string File)> places) =>
        "{\"weight_map\":{" + string.Join(",", places.Select(place => $"\"{place.Tensor}\":{JsonSerializer.Serialize(place.File)}")) + "}}";

    private void Write(string index) => File.WriteAllText(_folder.File("model.safetensors.index.json"), index);
}
