using System.Text;

namespace ExT5.Core;

/// <content>The text of a configuration, by which a training run knows its model again.</content>
public sealed partial record T5Config
{
    // Runs of earlier versions hold this text: what came later stands in it only where it says something.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"{nameof(ModelType)} = {ModelType}, {nameof(EncoderOnly)} = {EncoderOnly}, ");
        text.Append($"{nameof(VocabularySize)} = {VocabularySize}, {nameof(ModelSize)} = {ModelSize}, ");
        text.Append($"{nameof(KeyValueSize)} = {KeyValueSize}, {nameof(FeedForwardSize)} = {FeedForwardSize}, ");
        text.Append($"{nameof(EncoderLayers)} = {EncoderLayers}, {nameof(DecoderLayers)} = {DecoderLayers}, {nameof(Heads)} = {Heads}, ");
        text.Append($"{nameof(RelativeAttentionBuckets)} = {RelativeAttentionBuckets}, ");
        text.Append($"{nameof(RelativeAttentionMaxDistance)} = {RelativeAttentionMaxDistance}, ");
        text.Append($"{nameof(EncoderAttention)} = {EncoderAttention}, {nameof(LocalRadius)} = {LocalRadius}, ");
        text.Append($"{nameof(GlobalBlockSize)} = {GlobalBlockSize}, {nameof(Experts)} = {Experts}, ");
        text.Append($"{nameof(DropoutRate)} = {DropoutRate}, {nameof(LayerNormEpsilon)} = {LayerNormEpsilon}, ");
        text.Append($"{nameof(Activation)} = {Activation}, {nameof(TieWordEmbeddings)} = {TieWordEmbeddings}, ");
        if (ScaleDecoderOutputs is { } scale)
            text.Append($"{nameof(ScaleDecoderOutputs)} = {scale}, ");
        text.Append($"{nameof(InitializerFactor)} = {InitializerFactor}, {nameof(PadId)} = {PadId}, {nameof(EosId)} = {EosId}, ");
        if (OtherEosIds.Count > 0)
            text.Append($"{nameof(OtherEosIds)} = {OtherEosIds}, ");
        text.Append($"{nameof(DecoderStartId)} = {DecoderStartId}, {nameof(ParameterCount)} = {ParameterCount}");
        return true;
    }
}
