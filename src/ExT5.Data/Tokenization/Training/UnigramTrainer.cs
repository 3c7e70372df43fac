namespace ExT5.Data;

/// <summary>Trains a SentencePiece unigram vocabulary: candidates from repeated substrings, expectation maximization, pruning by loss.</summary>
/// <remarks>Kudo 2018 (arXiv:1804.10959), with the choices of <c>spm_train</c> 0.1.97. Deterministic for any number of threads.</remarks>
/// <param name="options">How; the defaults are SentencePiece's.</param>
/// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
public sealed class UnigramTrainer(UnigramTrainerOptions options)
{
    private const double Slack = 1.1;

    private readonly UnigramTrainerOptions _options = TrainerOptionsCheck.Checked(options);

    /// <summary>Trains on texts; every line of a text counts as a sentence.</summary>
    /// <param name="texts">The texts, read once.</param>
    /// <param name="progress">Told of each step of expectation maximization.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <exception cref="VocabularyException">The text is empty, or too small for the vocabulary; the message names the largest possible one.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public TrainedVocabulary Train(
        IEnumerable<string> texts, IProgress<UnigramTrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var special = SpecialPieces.Of(_options);
        var corpus = TrainingCorpus.Read(texts, _options, cancellationToken);
        special.CheckRoom(_options, corpus.Characters.Count);
        var pieces = SeedPieceFinder.Find(corpus, _options, cancellationToken);
        var wanted = (int)(_options.VocabularySize * Slack);
        for (var round = 0; ; round++)
        {
            for (var step = 0; step < _options.SubIterations; step++)
            {
                var expectation = Expectation.Of(new UnigramLattice(pieces), corpus, _options.Threads, cancellationToken);
                progress?.Report(new(round, pieces.Length, expectation.LogLikelihood));
                pieces = Maximization.Of(pieces, expectation.Counts);
            }
            if (pieces.Length <= wanted) break;
            pieces = Pruning.Of(pieces, corpus, wanted, _options, cancellationToken);
        }
        return ModelWriter.Write(special.Arrange(FinalPieces.Of(pieces, corpus, special.RoomFor(_options)), _options), _options);
    }
}
