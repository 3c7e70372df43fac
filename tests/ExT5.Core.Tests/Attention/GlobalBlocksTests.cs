using System.Text.Json;

namespace ExT5.Core.Tests;

public sealed class GlobalBlocksTests
{
    [Fact]
    public void Blocks_of_every_mask_are_those_of_Transformers()
    {
        var cases = JsonDocument.Parse(File.ReadAllText(GoldenFile.PathOf("longt5_block_ids.json"))).RootElement;

        foreach (var golden in cases.EnumerateArray())
        {
            bool[] real = [.. Numbers(golden, "mask").Select(value => value == 1)];
            var blocks = new GlobalBlocks(real, real.Length, golden.GetProperty("size").GetInt32());

            Assert.Equal(Numbers(golden, "ids"), blocks.Ids.ToArray());
            Assert.Equal(golden.GetProperty("count").GetInt32(), blocks.Count);
            Assert.Equal(golden.GetProperty("blocks").GetInt64(), Math.Min(blocks.Last[0] + 1, blocks.Count));
        }

        Assert.InRange(cases.GetArrayLength(), 200, 300);
    }

    [Fact]
    public void Rows_have_blocks_of_their_own()
    {
        var blocks = new GlobalBlocks([true, true, true, true, true, true, true, false, false, false], length: 5, size: 2);

        Assert.Equal([0, 0, 1, 1, 1, 0, 0, -1, -1, -1], blocks.Ids.ToArray());
        Assert.Equal([1, 0], blocks.Last.ToArray());
    }

    private static IEnumerable<long> Numbers(JsonElement golden, string name) =>
        golden.GetProperty(name).EnumerateArray().Select(value => value.GetInt64());
}
