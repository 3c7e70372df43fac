using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TorchSharp;

namespace ExT5.Analyzers;

/// <summary>A few statements inside a method that has tensors <c>x</c> and <c>y</c>, compiled with the analyzer.</summary>
internal static class Snippet
{
    public static MetadataReference TorchSharp { get; } = MetadataReference.CreateFromFile(typeof(Scalar).Assembly.Location);

    public static IReadOnlyList<MetadataReference> References { get; } =
    [
        TorchSharp,
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static Task<IReadOnlyList<string>> InMethod(string statements, string members = "") => Compiled($$"""
        using System; using System.Linq; using System.Collections.Generic;
        using TorchSharp; using static TorchSharp.torch; using static TorchSharp.torch.nn;
        class Subject
        {
            {{members}}
            void Run(Tensor x, Tensor y)
            {
                {{statements}}
            }
        }
        """);

    /// <summary>The analyzer's messages; the code itself must compile.</summary>
    public static async Task<IReadOnlyList<string>> Compiled(string code)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        var compilation = CSharpCompilation.Create("snippet", [CSharpSyntaxTree.ParseText(code)], References, options);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        var found = await compilation.WithAnalyzers([new HeldScalarAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        return [.. found.Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
    }
}
