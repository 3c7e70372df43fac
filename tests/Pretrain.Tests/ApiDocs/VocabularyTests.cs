using System.Buffers;
using ExT5.Data;
using ExT5.Tests;
using Pretrain.ApiDocs;

namespace Pretrain.Tests.ApiDocs;

public class VocabularyTests
{
    private readonly T5Vocabulary _vocabulary =
        T5Vocabulary.Load(Path.Combine(SharedFolder.RepositoryRoot, "samples", "Pretrain", "assets", "apidocs.8k.model"));

    [Fact]
    public void It_has_eight_thousand_pieces_and_a_hundred_sentinels_with_the_ids_of_T5()
    {
        Assert.Equal(8_100, _vocabulary.Size);
        Assert.Equal((0, 1, 2), (_vocabulary.PadId, _vocabulary.EosId, _vocabulary.UnknownId));
        Assert.Equal(8_099, _vocabulary.SentinelId(0));
    }

    [Theory]
    [InlineData("member_kind summary: Gets or sets a value indicating whether the list is read-only.")]
    [InlineData("method CopyTo (Array, Int32)")]
    [InlineData("Func<T,Boolean>[]")]
    public void Text_of_the_tasks_comes_back_as_it_was(string text)
    {
        var ids = new ArrayBufferWriter<int>();
        _vocabulary.Encode(text, ids);

        Assert.Equal(text, _vocabulary.Decode(ids.WrittenSpan));
        Assert.DoesNotContain(_vocabulary.UnknownId, ids.WrittenSpan.ToArray());
    }
}
