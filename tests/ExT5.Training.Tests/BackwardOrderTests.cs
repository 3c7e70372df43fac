namespace ExT5.Training.Tests;

public sealed class BackwardOrderTests
{
    [Fact]
    public void Gradients_come_from_the_head_to_the_table_and_a_layers_norm_after_its_products()
    {
        string[] tree =
        [
            "shared.weight", "encoder.block.0.layer.0.SelfAttention.q.weight", "encoder.block.0.layer.0.SelfAttention.o.weight",
            "encoder.block.0.layer.0.layer_norm.weight", "encoder.final_layer_norm.weight",
            "decoder.block.10.layer.2.mlp.wo.weight", "decoder.block.10.layer.2.layer_norm.weight", "lm_head.weight",
        ];

        Assert.Equal(
        [
            "lm_head.weight", "decoder.block.10.layer.2.mlp.wo.weight", "decoder.block.10.layer.2.layer_norm.weight",
            "encoder.final_layer_norm.weight", "encoder.block.0.layer.0.SelfAttention.o.weight",
            "encoder.block.0.layer.0.SelfAttention.q.weight", "encoder.block.0.layer.0.layer_norm.weight", "shared.weight",
        ], BackwardOrder.Of(tree));
    }
}
