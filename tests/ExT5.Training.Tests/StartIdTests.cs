using CsCheck;
using ExT5.Core;
using ExT5.Data;
using static TorchSharp.torch;

namespace ExT5.Training.Tests;

/// <summary>What a model is trained on is what it is scored on: the decoder starts from the model's id, not the pipeline's.</summary>
public class StartIdTests
{
    // Log probabilities of some -6 in float32 from other shapes of the same batch.
    private const double Tolerance = 1e-4;

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(383, true)]
    [InlineData(2, false)]
    public void A_batchs_losses_are_the_likelihoods_the_scorer_gives(int startId, bool packed)
    {
        using var model = new T5Model(TinyRun.Config with { DecoderStartId = startId, DropoutRate = 0 }, new T5ModelOptions { Seed = 3 });
        TokenizedExample[] examples = [new([10, 11, 12, 1], [20, 21, 1]), new([13, 1], [22, 1]), new([14, 15, 1], [23, 24, 25, 26, 1])];
        var batch = new SequencePacker(new BatchShape(3, 12, 12, packed)).Pack(examples, [0, 1, 2]).Single();

        var losses = Losses(model, batch);

        var scores = new T5Scorer(model).ScoreIds([.. examples.Select(example => new ScoringIds(example.Inputs, [example.Targets]))]);
        for (var task = 0; task < examples.Length; task++)
        {
            var ofTask = losses.Where((_, place) => batch.DecoderTaskIds[place] == task).Select(loss => -(double)loss);
            Assert.All(ofTask.Zip(scores[task][0].TokenLogLikelihoods), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
        }
    }

    [Fact]
    public void Every_segment_starts_from_the_models_id_and_nothing_else_changes() => Gen.Select(
        Gen.Int[0, 383], Gen.Bool, Gen.Int[2, 300].Array[1, 7].Array[1, 9]).Sample((startId, packed, targets) =>
    {
        TokenizedExample[] examples = [.. targets.Select(ids => new TokenizedExample([7, 1], [.. ids, 1]))];
        foreach (var batch in new SequencePacker(new BatchShape(4, 8, 10, packed)).Pack(examples, [.. examples.Select((_, i) => i)]))
        {
            using var scope = NewDisposeScope();
            var inputs = DeviceBatch.From(batch, TinyRun.Config with { DecoderStartId = startId }).Inputs.DecoderTokens.data<long>().ToArray();
            for (var place = 0; place < inputs.Length; place++)
                Assert.Equal(
                    batch.DecoderSegmentIds[place] > 0 && batch.DecoderPositions[place] == 0 ? startId : batch.DecoderInputTokens[place], inputs[place]);
        }
    }, iter: 100);

    [Fact]
    public void A_trainer_refuses_a_vocabulary_that_is_not_the_models_before_anything_is_read()
    {
        using var model = new T5Model(TinyRun.Config with { VocabularySize = 100, EosId = 7, PadId = 3 });
        using var optimizer = new AdamW(model.NamedParameters.Select(entry => (entry.Key, entry.Value)));

        var error = Assert.Throws<VocabularyMismatchException>(
            () => new Trainer(model, optimizer, TinyRun.Registry, new ByteVocabulary(), TinyRun.Options(1)));

        Assert.Equal(3, error.Differences.Count);
    }

    [Fact]
    public void An_evaluator_and_a_reference_model_are_compared_too()
    {
        using var other = new T5Model(TinyRun.Config with { EosId = 7 });
        using var model = new T5Model(TinyRun.Config);
        using var optimizer = new AdamW(model.NamedParameters.Select(entry => (entry.Key, entry.Value)));
        using var generator = new T5Generator(model, new ByteVocabulary());

        Assert.Throws<VocabularyMismatchException>(() => new Evaluator(generator, new ByteVocabulary(extraIds: 126), TinyRun.Registry));
        Assert.Throws<VocabularyMismatchException>(() => new Trainer(
            model, optimizer, TinyRun.Registry, new ByteVocabulary(), TinyRun.Options(1), reweighting: new DoReMiReweighting(other)));
    }

    [Fact]
    public void An_id_of_a_batch_beyond_the_table_is_named()
    {
        var batch = new SequencePacker(new BatchShape(1, 8, 8)).Pack([new([384, 1], [5, 1])], [0]).Single();

        var error = Assert.Throws<VocabularyMismatchException>(() => DeviceBatch.From(batch, TinyRun.Config));

        Assert.Contains("encoder input id 384, the model's table 384 rows", error.Message, StringComparison.Ordinal);
    }

    private static float[] Losses(T5Model model, PackedBatch batch)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        model.eval();
        var tensors = DeviceBatch.From(batch, model.Config);
        return new Seq2SeqLoss(ZLoss: 0).Compute(model.forward(tensors.Inputs), tensors.Targets).TokenCrossEntropy.data<float>().ToArray();
    }
}
