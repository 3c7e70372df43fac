using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using ExT5.Data;

namespace Pretrain.ApiDocs;

/// <summary>All documented members, each once, in an order that depends on nothing but the files.</summary>
internal sealed class ApiDocsCorpus
{
    // Documented by C prototypes or generated for internal use: not English.
    private static readonly string[] LeftOut = ["System.Runtime.Intrinsics", "Windows.Win32"];

    private ApiDocsCorpus(int files, IReadOnlyList<DocumentedMember> members)
    {
        Files = files;
        Members = members;
        Types = members.Where(member => member.Id.Kind == MemberKind.Type).ToDictionary(member => member.Id.Type);
    }

    /// <summary>Number of files read.</summary>
    public int Files { get; }

    /// <summary>Every documented member, types included.</summary>
    public IReadOnlyList<DocumentedMember> Members { get; }

    /// <summary>The documented types by full name.</summary>
    public IReadOnlyDictionary<string, DocumentedMember> Types { get; }

    /// <summary>Reads the documentation.</summary>
    /// <param name="folder">A folder of XML documentation, or null for the reference packs of the SDK.</param>
    /// <param name="stopping">Stops between two files.</param>
    /// <exception cref="DataSourceException">There is no documentation, or a file is malformed.</exception>
    public static ApiDocsCorpus Load(string? folder = null, CancellationToken stopping = default)
    {
        var files = ReferencePacks.Find(folder);
        var members = Read(files, stopping)
            .DistinctBy(member => (member.Id.Kind, member.Id.Type, member.Id.Name, string.Join(',', member.Id.ParameterTypes)))
            .ToList();
        var types = members.Where(member => member.Id.Kind == MemberKind.Type).Select(member => member.Id.Type).ToHashSet();
        return new(files.Count, [.. members
            .Select(member => member with { Namespace = NamespaceOf(member.Id.Type, types) })
            .Where(member => member.Namespace.Length > 0 && !LeftOut.Any(member.Namespace.StartsWith))]);
    }

    /// <summary>The part of the data a member belongs to: every twentieth type is kept for validation, with all it declares.</summary>
    public static DatasetSplit SplitOf(DocumentedMember member)
    {
        // Nested types go with the outermost one, and Func`1 with Func`2, so that no near-copy crosses the border.
        var path = member.Id.Type.Length > member.Namespace.Length + 1 ? member.Id.Type[(member.Namespace.Length + 1)..] : member.Id.Type;
        var outermost = path.Split('.')[0].Split('`')[0];
        return StableHash.Of($"{member.Namespace}.{outermost}") % 20 == 0 ? DatasetSplit.Validation : DatasetSplit.Train;
    }

    private static IEnumerable<DocumentedMember> Read(IReadOnlyList<string> files, CancellationToken stopping)
    {
        var read = new IReadOnlyList<DocumentedMember>[files.Count];
        try
        {
            // Files differ a lot in size, so each is handed out by itself.
            Parallel.ForEach(Partitioner.Create(Enumerable.Range(0, files.Count), EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { CancellationToken = stopping }, index => read[index] = DocumentationFile.Read(files[index]));
        }
        catch (AggregateException many) when (many.InnerException is DataSourceException first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        return read.SelectMany(members => members);
    }

    private static string NamespaceOf(string type, HashSet<string> types)
    {
        var parent = type;
        do
        {
            var dot = parent.LastIndexOf('.');
            parent = dot < 0 ? "" : parent[..dot];
        }
        while (types.Contains(parent));

        return parent;
    }
}
