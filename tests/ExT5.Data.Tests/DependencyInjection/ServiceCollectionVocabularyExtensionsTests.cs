using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.Tokenizers;

namespace ExT5.Data.Tests;

public class ServiceCollectionVocabularyExtensionsTests
{
    [Fact]
    public void The_vocabulary_is_one_object_that_is_also_the_tokenizer()
    {
        using var services = new ServiceCollection().AddT5Vocabulary(GoldenTokenizer.PathOf("uni8k.model"), extraIds: 10).BuildServiceProvider();

        var vocabulary = services.GetRequiredService<Vocabulary>();

        Assert.Equal(8010, vocabulary.Size);
        Assert.Same(vocabulary, services.GetRequiredService<Tokenizer>());
    }

    [Fact]
    public void What_is_registered_first_stays()
    {
        using var services = new ServiceCollection().AddByteVocabulary().AddT5Vocabulary("missing.model").BuildServiceProvider();

        Assert.IsType<ByteVocabulary>(services.GetRequiredService<Vocabulary>());
    }
}
