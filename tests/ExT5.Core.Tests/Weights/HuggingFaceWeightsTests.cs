using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core.Tests.Weights;

public sealed class HuggingFaceWeightsTests : IDisposable
{
    private const string Shared = "shared.weight", Query = "encoder.block.0.layer.0.SelfAttention.q.weight";
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("t5_v1_0")]
    [InlineData("t5_v1_1")]
    public void Every_parameter_of_a_Hugging_Face_folder_is_loaded_and_saved_again(string model)
    {
        var original = GoldenFile.PathOf(model, "model.safetensors");
        var parameters = ZerosLike(original);

        HuggingFaceWeights.Load(parameters, GoldenFile.PathOf(model));
        HuggingFaceWeights.Save(parameters, _folder.File("new folder"));

        Assert.Equal(File.ReadAllBytes(original), File.ReadAllBytes(_folder.File("new folder/model.safetensors")));
    }

    [Fact]
    public void All_missing_unexpected_and_different_tensors_are_listed_and_nothing_is_loaded()
    {
        Write(new() { [Shared] = ones(2, 3), [Query] = ones(4), ["left.over"] = ones(1), ["ids"] = ones(1, ScalarType.Int64) });
        var parameters = Parameters(
            (Shared, zeros(2, 3)), (Query, zeros(3, 3)), ("ids", zeros(1)), ("absent", zeros(1)), ("lost", zeros(1)));

        var error = Assert.Throws<WeightsMismatchException>(() => HuggingFaceWeights.Load(parameters, _folder.Path));

        Assert.Equal(["absent", "lost"], error.Missing.Order());
        Assert.Equal(["left.over"], error.Unexpected);
        Assert.Equal(
            [new("ids", "floating point [1]", "I64 [1]"), new(Query, "floating point [3, 3]", "F32 [4]")],
            error.Mismatched.OrderByDescending(difference => difference.Name));
        Assert.All(["absent", "lost", "left.over", Query, "ids"], name => Assert.Contains(name, error.Message));
        Assert.Equal(0f, parameters[Shared].sum().item<float>());
    }

    [Theory]
    [InlineData("encoder.embed_tokens.weight")]
    [InlineData("decoder.embed_tokens.weight")]
    [InlineData("lm_head.weight")]
    public void A_copy_of_the_shared_embedding_is_accepted_only_if_it_equals_it(string copy)
    {
        var parameters = Parameters((Shared, zeros(2, 3)));

        Write(new() { [Shared] = ones(2, 3), [copy] = ones(2, 3) });
        HuggingFaceWeights.Load(parameters, _folder.Path);
        Write(new() { [Shared] = ones(2, 3), [copy] = zeros(2, 3) });
        var error = Assert.Throws<WeightsMismatchException>(() => HuggingFaceWeights.Load(parameters, _folder.Path));

        Assert.Equal(6f, parameters[Shared].sum().item<float>());
        Assert.Equal([copy], error.Unexpected);
    }

    [Fact]
    public void The_shared_embedding_is_found_under_the_name_of_a_copy()
    {
        var parameters = Parameters((Shared, zeros(2, 3)));
        Write(new() { ["decoder.embed_tokens.weight"] = ones(2, 3) });

        HuggingFaceWeights.Load(parameters, _folder.Path);

        Assert.Equal(6f, parameters[Shared].sum().item<float>());
    }

    [Fact]
    public void An_untied_head_must_be_in_the_file()
    {
        Write(new() { [Shared] = ones(2, 3) });
        var parameters = Parameters((Shared, zeros(2, 3)), ("lm_head.weight", zeros(2, 3)));

        Assert.Equal(
            ["lm_head.weight"],
            Assert.Throws<WeightsMismatchException>(() => HuggingFaceWeights.Load(parameters, _folder.Path)).Missing);
    }

    [Fact]
    public void The_cross_attention_bias_that_Google_left_in_its_files_is_passed_over()
    {
        Write(new()
        {
            [Shared] = ones(2, 3),
            ["decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight"] = ones(32, 8),
        });
        var parameters = Parameters((Shared, zeros(2, 3)));

        HuggingFaceWeights.Load(parameters, _folder.Path);

        Assert.Equal(6f, parameters[Shared].sum().item<float>());
    }

    [Theory]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float64)]
    public void Files_of_other_precisions_are_converted_to_the_parameters_own(ScalarType stored)
    {
        Write(new() { [Shared] = tensor([0.5f, -3f, 1024f]).to(stored) });
        var parameters = Parameters((Shared, zeros(3, requires_grad: true)));

        HuggingFaceWeights.Load(parameters, _folder.File(HuggingFaceWeights.FileName));

        Assert.Equal([0.5f, -3f, 1024f], parameters[Shared].data<float>().ToArray());
        Assert.True(parameters[Shared].requires_grad);
    }

    [Theory]
    [InlineData("pytorch_model.bin", "pickle")]
    [InlineData("model-00001-of-00002.safetensors", "copy the index")]
    [InlineData("model.safetensors.0123456789abcdef0123456789abcdef.tmp", "save the model again")]
    [InlineData("readme.txt", "save_pretrained")]
    public void A_folder_without_the_file_says_what_to_do(string present, string advice)
    {
        File.WriteAllText(_folder.File(present), "");

        var error = Assert.Throws<FileNotFoundException>(() => HuggingFaceWeights.Load(Parameters(), _folder.Path));

        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, Tensor> Parameters(params (string Name, Tensor Value)[] parameters) =>
        parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);

    private static Dictionary<string, Tensor> ZerosLike(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return file.Entries.ToDictionary(item => item.Key, item => zeros(item.Value.Shape));
    }

    private void Write(Dictionary<string, Tensor> tensors) => HuggingFaceWeights.Save(tensors, _folder.Path);
}
