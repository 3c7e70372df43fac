using System.Net;
using System.Net.Http.Headers;

namespace ExT5.Data;

/// <summary>Fetches one file: goes on where an earlier try ended, and publishes it only when length and checksum are right.</summary>
internal sealed class HubDownload(HubConnection connection, HubCache cache, HubSettings settings, string dataset)
{
    private const int BufferBytes = 1 << 17;
    private const string PartEnding = ".incomplete", TagEnding = ".etag", LockEnding = ".lock";
    private readonly HubOptions _options = settings.Options;

    /// <summary>The full path of the file, fetched unless it is there.</summary>
    public async Task<string> FetchAsync(string commit, HubFile file, CancellationToken cancellationToken)
    {
        var path = cache.FilePath(file);
        try
        {
            if (cache.Has(file) && !_options.Verify) return path;
            cache.MakeRoomFor(path);
            using var taken = await FileLock.TakeAsync(path + LockEnding, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            if (cache.Has(file) && (!_options.Verify || await HubChecksum.MatchesAsync(path, file, cancellationToken).ConfigureAwait(false)))
                return path;
            if (settings.IsOffline) throw Offline(file, File.Exists(path));
            await FetchPartAsync(commit, file, path + PartEnding, cancellationToken).ConfigureAwait(false);
            File.Move(path + PartEnding, path, overwrite: true);
            File.Delete(path + PartEnding + TagEnding);
            DurableFolder.Flush(Path.GetDirectoryName(path)!);
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw cache.Failed(error);
        }
    }

    private async Task FetchPartAsync(string commit, HubFile file, string part, CancellationToken cancellationToken)
    {
        var retries = new HubRetries(_options);
        long furthest = 0;
        for (var isSecond = false; ;)
            try
            {
                if (Length(part) != file.Size || file.Size == 0) await FillAsync(commit, file, part, cancellationToken).ConfigureAwait(false);
                if (await HubChecksum.MatchesAsync(part, file, cancellationToken).ConfigureAwait(false)) return;
                Discard(part);
                // What was put together of two answers may be wrong though each was right; what came whole twice is wrong.
                if (isSecond)
                    throw new HubException(HubProblem.Damaged, dataset, $"'{file.Path}' does not have the checksum of the listing, also when fetched anew. Nothing was kept.");
                isSecond = true;
            }
            catch (HubException failure) when (failure.IsTransient)
            {
                // Only ground never reached before counts, so that an answer that always breaks off cannot go on for ever.
                if (Length(part) > furthest) retries.Progressed();
                furthest = Math.Max(furthest, Length(part));
                await retries.WaitAsync(failure, cancellationToken).ConfigureAwait(false);
            }
    }

    private async Task FillAsync(string commit, HubFile file, string part, CancellationToken cancellationToken)
    {
        using var output = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        if (output.Length >= file.Size) output.SetLength(0);
        var start = output.Length;
        var tag = start > 0 ? ReadTag(part) : null;
        await connection.GetAsync(
            $"datasets/{dataset}/resolve/{commit}/{string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString))}",
            headers => AskFor(headers, start, tag),
            async (response, patience) =>
            {
                output.Position = Start(response, file, start, tag, output);
                SaveTag(part, tag, response.Headers.ETag);
                await CopyAsync(response, file, output, patience).ConfigureAwait(false);
                output.Flush(flushToDisk: true);
                return 0;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static void AskFor(HttpRequestHeaders headers, long start, EntityTagHeaderValue? tag)
    {
        if (start == 0) return;
        headers.Range = new RangeHeaderValue(start, null);
        if (tag is not null) headers.IfRange = new RangeConditionHeaderValue(tag);
    }

    /// <summary>Where the bytes of the answer go; a part that the answer does not continue is dropped.</summary>
    private long Start(HttpResponseMessage response, HubFile file, long start, EntityTagHeaderValue? tag, FileStream output)
    {
        if (response.StatusCode == HttpStatusCode.PartialContent)
        {
            var range = response.Content.Headers.ContentRange;
            var continues = start > 0 && range?.From == start && (range.Length ?? file.Size) == file.Size;
            if (continues && (tag is null || response.Headers.ETag is null || response.Headers.ETag.Equals(tag))) return start;
        }

        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable))
            throw HubAnswers.ErrorOf(response, dataset, $"'{file.Path}'", settings);
        output.SetLength(0);
        return response.StatusCode == HttpStatusCode.OK
            ? 0
            : throw Transient(HubProblem.Damaged, $"The server's copy of '{file.Path}' changed while it was fetched.");
    }

    private async Task CopyAsync(HttpResponseMessage response, HubFile file, FileStream output, Patience patience)
    {
        var expected = file.Size - output.Position;
        if (response.Content.Headers.ContentLength is { } length && length != expected) throw WrongLength(file, output.Position + length, output);
        var input = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        await using var _ = input.ConfigureAwait(false);
        var buffer = new byte[BufferBytes];
        for (int read; (read = await patience.ReadAsync(input, buffer).ConfigureAwait(false)) > 0;)
        {
            if (read > file.Size - output.Position) throw WrongLength(file, output.Position + read, output);
            await output.WriteAsync(buffer.AsMemory(0, read), patience.Token).ConfigureAwait(false);
            _options.Progress?.Report(new HubProgress(file.Path, output.Position, file.Size));
        }

        if (output.Position < file.Size)
            throw Transient(HubProblem.Unreachable, $"'{file.Path}' broke off after {output.Position} of {file.Size} bytes.");
    }

    private HubException WrongLength(HubFile file, long length, FileStream output)
    {
        output.SetLength(0);
        return Transient(HubProblem.Damaged, $"'{file.Path}' has {file.Size} bytes by the listing, but the server sends {length} or more.");
    }

    // A process that dies while it writes the tag leaves a broken one: then the checksum alone tells whether the parts fit.
    private static EntityTagHeaderValue? ReadTag(string part) =>
        File.Exists(part + TagEnding) && EntityTagHeaderValue.TryParse(File.ReadAllText(part + TagEnding), out var tag) ? tag : null;

    private static void SaveTag(string part, EntityTagHeaderValue? known, EntityTagHeaderValue? tag)
    {
        if (tag is null or { IsWeak: true }) File.Delete(part + TagEnding);
        else if (!tag.Equals(known)) File.WriteAllText(part + TagEnding, tag.ToString());
    }

    private static void Discard(string part)
    {
        File.Delete(part);
        File.Delete(part + TagEnding);
    }

    private static long Length(string part) => new FileInfo(part) is { Exists: true } there ? there.Length : 0;

    private HubException Transient(HubProblem problem, string message) => new(problem, dataset, message) { IsTransient = true };

    private HubException Offline(HubFile file, bool isDamaged) => new(HubProblem.Offline, dataset,
        $"'{file.Path}' is {(isDamaged ? "damaged" : "not")} in the cache and offline mode is on (HubOptions.Offline, HF_HUB_OFFLINE, HF_DATASETS_OFFLINE). Fetch it once online.");
}
