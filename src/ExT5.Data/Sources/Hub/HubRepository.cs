using System.Net;
using System.Text;
using System.Text.Json;

namespace ExT5.Data;

/// <summary>Commits and listings of a dataset, from the cache or the Hub.</summary>
internal sealed class HubRepository(HubConnection connection, HubCache cache, HubSettings settings, string dataset)
{
    private const int MaxAnswerBytes = 32 << 20;
    private const int MaxPages = 10_000;
    private readonly HubOptions _options = settings.Options;

    /// <summary>The commit a revision means here: the pinned one, or the Hub's word for it, pinned from now on.</summary>
    public async Task<string> CommitAsync(string revision, bool refresh, CancellationToken cancellationToken)
    {
        if (HubNames.IsCommit(revision)) return revision.ToLowerInvariant();
        if (!refresh && Pinned(revision) is { } pinned) return pinned;
        if (settings.IsOffline) throw Offline($"the revision '{revision}'");
        using var taken = await TakeAsync(cancellationToken).ConfigureAwait(false);
        if (!refresh && Pinned(revision) is { } other) return other;
        var commit = await AskForCommitAsync(revision, cancellationToken).ConfigureAwait(false);
        cache.Write(cache.ReferencePath(revision), commit);
        return commit;
    }

    /// <summary>The files of a commit.</summary>
    public async Task<HubSnapshot> OpenAsync(string commit, CancellationToken cancellationToken)
    {
        if (cache.Read(cache.ListingPath(commit)) is { } cached && TryParse(cached) is { } known) return new HubSnapshot(commit, known);
        if (settings.IsOffline) throw Offline($"the listing of commit {commit}");
        var files = await ListAsync(commit, cancellationToken).ConfigureAwait(false);
        using var taken = await TakeAsync(cancellationToken).ConfigureAwait(false);
        cache.Write(cache.ListingPath(commit), HubListing.Write(files));
        return new HubSnapshot(commit, files);
    }

    private Task<string> AskForCommitAsync(string revision, CancellationToken cancellationToken) =>
        AskAsync($"api/datasets/{dataset}/revision/{Uri.EscapeDataString(revision)}", $"the revision '{revision}'", (answer, _) =>
            answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("sha", out var sha)
            && sha.ValueKind == JsonValueKind.String && sha.GetString() is { } commit && HubNames.IsCommit(commit)
                ? commit.ToLowerInvariant()
                : throw Malformed("The Hub's answer names no commit."), cancellationToken);

    private async Task<List<HubFile>> ListAsync(string commit, CancellationToken cancellationToken)
    {
        var (files, query, pages, entries) = (new List<HubFile>(), "?recursive=true", new HashSet<string>(StringComparer.Ordinal), 0L);
        while (pages.Add(query) && pages.Count <= MaxPages)
        {
            var next = await AskAsync($"api/datasets/{dataset}/tree/{commit}{query}", $"the files of commit {commit}", (page, next) =>
            {
                HubListing.Add(page, files, _options.MaxListedFiles, dataset);
                entries += page.GetArrayLength();
                return next;
            }, cancellationToken).ConfigureAwait(false);
            // Folders are listed beside files.
            if (entries > 4L * _options.MaxListedFiles)
                throw new HubException(HubProblem.TooLarge, dataset, $"The dataset lists {entries} files and folders; allow more with HubOptions.MaxListedFiles.");
            if (next is null) return HubListing.WithoutDoubles(files, dataset);
            query = next;
        }

        throw Malformed("The pages of the listing have no end.");
    }

    // The answer is read where what is wrong with it becomes a typed error.
    private Task<T> AskAsync<T>(string address, string what, Func<JsonElement, string?, T> take, CancellationToken cancellationToken) =>
        HubRetries.RunAsync(_options, () => connection.GetAsync(address, _ => { }, async (response, patience) =>
        {
            if (response.StatusCode != HttpStatusCode.OK) throw HubAnswers.ErrorOf(response, dataset, what, settings);
            using var json = Parse(await ReadAsync(response, patience).ConfigureAwait(false));
            return take(json.RootElement, NextQuery(response));
        }, cancellationToken), cancellationToken);

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, Patience patience)
    {
        var input = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        await using var _ = input.ConfigureAwait(false);
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = await patience.ReadAsync(input, buffer).ConfigureAwait(false)) > 0;)
        {
            if (bytes.Length + read > MaxAnswerBytes)
                throw new HubException(HubProblem.TooLarge, dataset, $"The Hub's answer is longer than {MaxAnswerBytes} bytes.");
            bytes.Write(buffer, 0, read);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private JsonDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 32 });
        }
        catch (JsonException error)
        {
            throw Malformed("The Hub's answer is not JSON. A proxy may have answered instead.", error);
        }
    }

    /// <summary>The query of the next page: only the query, so that a listing cannot lead to another host.</summary>
    private string? NextQuery(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var links)) return null;
        var next = string.Join(',', links).Split(',').FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.Ordinal));
        if (next is null) return null;
        var (start, end) = (next.IndexOf('<', StringComparison.Ordinal), next.IndexOf('>', StringComparison.Ordinal));
        return start >= 0 && end > start && Uri.TryCreate(settings.Endpoint, next[(start + 1)..end], out var address) && address.Query.Length > 1
            ? address.Query
            : throw Malformed("The Hub names a next page that is no address.");
    }

    private List<HubFile>? TryParse(byte[] listing)
    {
        try
        {
            var files = new List<HubFile>();
            using var json = JsonDocument.Parse(listing);
            HubListing.Add(json.RootElement, files, int.MaxValue, dataset);
            return HubListing.WithoutDoubles(files, dataset);
        }
        catch (Exception error) when (error is JsonException or HubException)
        {
            return null;
        }
    }

    private string? Pinned(string revision) =>
        cache.Read(cache.ReferencePath(revision)) is { } bytes && Encoding.ASCII.GetString(bytes).Trim() is var commit && HubNames.IsCommit(commit) ? commit : null;

    private async Task<FileStream> TakeAsync(CancellationToken cancellationToken)
    {
        cache.MakeRoomFor(cache.LockPath);
        return await FileLock.TakeAsync(cache.LockPath, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
    }

    private HubException Offline(string what) => new(HubProblem.Offline, dataset,
        $"The cache does not have {what} and offline mode is on (HubOptions.Offline, HF_HUB_OFFLINE, HF_DATASETS_OFFLINE). Fetch it once online.");

    private HubException Malformed(string message, Exception? cause = null) => new(HubProblem.Malformed, dataset, message, cause);
}
