using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace ExT5.Data;

/// <summary>Makes typed errors of HTTP answers.</summary>
internal static partial class HubAnswers
{
    /// <summary>The error that an answer other than success stands for.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="dataset">Owner and name.</param>
    /// <param name="what">What was asked for, for example "the revision 'main'".</param>
    /// <param name="settings">Endpoint, and whether a token was sent.</param>
    public static HubException ErrorOf(HttpResponseMessage response, string dataset, string what, HubSettings settings)
    {
        var code = response.Headers.TryGetValues("X-Error-Code", out var codes) ? codes.First() : null;
        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(HubProblem.Denied, dataset, Denied(code, dataset, settings, status)),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new(HubProblem.NotFound, dataset, $"The Hub does not have {what} ({status}). Check the spelling of dataset and revision."),
            HttpStatusCode.TooManyRequests => new(HubProblem.RateLimited, dataset,
                "The Hub answers that there were too many requests (429)." + (settings.Token is null ? " A token (HF_TOKEN) raises the limit." : ""))
            { IsTransient = true, RetryAfter = RetryAfter(response, settings) },
            HttpStatusCode.RequestTimeout => Transient(),
            _ when status >= 500 => Transient(),
            _ => new(HubProblem.Unreachable, dataset, $"The Hub answers {status} for {what}."),
        };

        HubException Transient() => new(HubProblem.Unreachable, dataset, $"The Hub answers {status} for {what}.")
        {
            IsTransient = true,
            RetryAfter = RetryAfter(response, settings),
        };
    }

    private static string Denied(string? code, string dataset, HubSettings settings, int status)
    {
        var page = new Uri(settings.Endpoint, $"datasets/{dataset}");
        if (code == "GatedRepo")
            return $"The dataset is gated ({status}). Accept its terms on {page}" +
                (settings.Token is null ? " and set HF_TOKEN or HubOptions.Token to a token of that account." : " with the account of the token.");
        return settings.Token is null
            ? $"The Hub denies access ({status}): the dataset does not exist, or is private or gated. Check the name, or set HF_TOKEN or HubOptions.Token."
            : $"The Hub denies access ({status}) with this token: it may have expired, or lack access to {page}.";
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, HubSettings settings)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - settings.Options.TimeProvider.GetUtcNow() : Reset(response));
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    // The Hub writes, as the IETF's draft on rate limits has it: RateLimit: "resolvers";r=0;t=55
    private static TimeSpan? Reset(HttpResponseMessage response) =>
        response.Headers.TryGetValues("RateLimit", out var limits) && SecondsToReset().Match(string.Join(',', limits)) is { Success: true } match
            ? TimeSpan.FromSeconds(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
            : null;

    [GeneratedRegex(@";\s*t=(\d{1,6})\b")]
    private static partial Regex SecondsToReset();
}
