using ExT5.Data;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.ML.Tokenizers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the vocabulary of an application, once, as <see cref="Vocabulary"/> and as <see cref="Tokenizer"/>.</summary>
public static class ServiceCollectionVocabularyExtensions
{
    /// <summary>Registers a <see cref="T5Vocabulary"/>, loaded when it is first asked for.</summary>
    /// <param name="services">The services.</param>
    /// <param name="path">A model folder, a SentencePiece model file or a <c>tokenizer.json</c>.</param>
    /// <param name="extraIds">Sentinels to add when the file has none; null, the default, adds as many as the files beside it say, else 100.</param>
    /// <returns>The same services; a vocabulary registered before stays.</returns>
    public static IServiceCollection AddT5Vocabulary(this IServiceCollection services, string path, int? extraIds = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return services.AddVocabulary(() => T5Vocabulary.Load(path, extraIds));
    }

    /// <summary>Registers a <see cref="ByteVocabulary"/>, which needs no file.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The same services; a vocabulary registered before stays.</returns>
    public static IServiceCollection AddByteVocabulary(this IServiceCollection services)
        => services.AddVocabulary(() => new ByteVocabulary());

    private static IServiceCollection AddVocabulary(this IServiceCollection services, Func<Vocabulary> load)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(_ => load());
        services.TryAddSingleton<Tokenizer>(provider => provider.GetRequiredService<Vocabulary>());
        return services;
    }
}
