using TorchSharp;
using static TorchSharp.torch;

namespace ExT5.Core;

/// <summary>
/// The norm <c>y = w x r</c> with <c>r = (mean(x^2) + epsilon)^-1/2</c> in one pass over the memory, and its gradients
/// <c>dx = r (w g - x r^2 mean(w g x))</c>, <c>dw = sum(g x r)</c> in another; libtorch's operations take about fifteen.
/// </summary>
internal sealed class RmsNormFunction : autograd.SingleTensorFunction<RmsNormFunction>
{
    private const string Epsilon = "epsilon";

    public override string Name => nameof(RmsNormFunction);

    /// <summary>The norm over the last dimension; <paramref name="x"/> and <paramref name="weight"/> float32 on the CPU.</summary>
    public static Tensor Normalize(Tensor x, Tensor weight, double epsilon)
    {
        using var scope = NewDisposeScope();
        var rows = x.contiguous();
        var y = is_grad_enabled() ? apply(rows, weight, epsilon) : Forward(rows, weight, epsilon);
        return y.MoveToOuterDisposeScope();
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, weight, epsilon) = ((Tensor)vars[0], (Tensor)vars[1], (double)vars[2]);
        ctx.save_for_backward([x, weight]);
        ctx.save_data(Epsilon, epsilon);
        return Forward(x, weight, epsilon);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        using var gradient = grad_output.contiguous();
        var (dx, parts) = Backward(saved[0], saved[1], gradient, (double)ctx.get_data(Epsilon));
        var dw = parts.sum([0L]);
        parts.Dispose();
        saved.ForEach(tensor => tensor.Dispose());
        grad_output.Dispose();
        return Gradients.Held(ctx, dx, dw, null!);
    }

    private static unsafe Tensor Forward(Tensor x, Tensor weight, double epsilon)
    {
        var y = empty_like(x);
        var width = (int)x.shape[^1];
        var (from, scale, to) = ((nint)FloatRow.Start(x), (nint)FloatRow.Start(weight), (nint)FloatRow.Start(y));
        RowLoop.Run(x.numel() / width, (first, end) =>
        {
            for (var row = first; row < end; row++)
                RmsNormRow.Forward((float*)from + row * width, (float*)scale, (float*)to + row * width, width, (float)epsilon);
        });
        return y;
    }

    private static unsafe (Tensor Dx, Tensor DwParts) Backward(Tensor x, Tensor weight, Tensor gradient, double epsilon)
    {
        var width = (int)x.shape[^1];
        var rows = x.numel() / width;
        // A fixed division of the rows keeps the sum of dw in one order for any number of threads.
        var parts = Math.Min(rows, 32);
        var (dx, dw) = (empty_like(x), zeros([parts, width], ScalarType.Float32));
        var (from, scale, upstream) = ((nint)FloatRow.Start(x), (nint)FloatRow.Start(weight), (nint)FloatRow.Start(gradient));
        var (to, toScale) = ((nint)FloatRow.Start(dx), (nint)FloatRow.Start(dw));
        RowLoop.Run(parts, (firstPart, endPart) =>
        {
            for (var part = firstPart; part < endPart; part++)
                for (var row = rows * part / parts; row < rows * (part + 1) / parts; row++)
                    RmsNormRow.Backward(
                        (float*)from + row * width, (float*)scale, (float*)upstream + row * width,
                        (float*)to + row * width, (float*)toScale + part * width, width, (float)epsilon);
        });
        return (dx, dw);
    }
}
