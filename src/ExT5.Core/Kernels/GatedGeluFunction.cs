using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// <c>gelu(a) * b</c> of both halves of the last dimension in one pass over the memory, and its gradient in another;
/// float32 inside, the input's type outside. Memory order <c>[..., a then b]</c>.
/// </summary>
internal sealed class GatedGeluFunction : autograd.SingleTensorFunction<GatedGeluFunction>
{
    public override string Name => nameof(GatedGeluFunction);

    /// <param name="joint">Both halves <c>[..., 2 F]</c>, float32 or bfloat16 on the CPU.</param>
    /// <returns><c>[..., F]</c>.</returns>
    public static Tensor Activate(Tensor joint)
    {
        using var scope = NewDisposeScope();
        var rows = joint.contiguous();
        return (is_grad_enabled() ? apply(rows) : Forward(rows)).MoveToOuterDisposeScope();
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var joint = (Tensor)vars[0];
        ctx.save_for_backward([joint]);
        return Forward(joint);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        using var gradient = grad_output.contiguous();
        var result = Backward(saved[0], gradient);
        saved.ForEach(tensor => tensor.Dispose());
        grad_output.Dispose();
        return Gradients.Held(ctx, result);
    }

    private static unsafe Tensor Forward(Tensor joint)
    {
        var shape = joint.shape;
        var width = (int)shape[^1] / 2;
        shape[^1] = width;
        var y = empty(shape, joint.dtype);
        var brain = joint.dtype == ScalarType.BFloat16;
        var (from, to) = ((nint)FloatRow.Start(joint), (nint)FloatRow.Start(y));
        RowLoop.Run(y.numel() / width, (first, end) =>
        {
            var buffer = new float[3 * width];
            fixed (float* room = buffer)
                for (var row = first; row < end; row++)
                {
                    var a = FloatRow.Read((byte*)from, brain, row, 2 * width, room);
                    var target = FloatRow.Target((byte*)to, brain, row, width, room + 2 * width);
                    GatedGeluRow.Forward(a, a + width, target, width);
                    FloatRow.Write((byte*)to, brain, row, width, target);
                }
        });
        return y;
    }

    private static unsafe Tensor Backward(Tensor joint, Tensor gradient)
    {
        var result = empty_like(joint);
        var width = (int)joint.shape[^1] / 2;
        var brain = joint.dtype == ScalarType.BFloat16;
        var (from, upstream, to) = ((nint)FloatRow.Start(joint), (nint)FloatRow.Start(gradient), (nint)FloatRow.Start(result));
        RowLoop.Run(gradient.numel() / width, (first, end) =>
        {
            var buffer = new float[5 * width];
            fixed (float* room = buffer)
                for (var row = first; row < end; row++)
                {
                    var a = FloatRow.Read((byte*)from, brain, row, 2 * width, room);
                    var g = FloatRow.Read((byte*)upstream, brain, row, width, room + 2 * width);
                    var target = FloatRow.Target((byte*)to, brain, row, 2 * width, room + 3 * width);
                    GatedGeluRow.Backward(a, a + width, g, target, target + width, width);
                    FloatRow.Write((byte*)to, brain, row, 2 * width, target);
                }
        });
        return result;
    }
}
