using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Serves the live page, its stream and the metrics.</summary>
/// <remarks>For the thread pool: nothing of it is on the pacer's or the loop's thread.</remarks>
internal sealed class LiveServer : IDisposable
{
    /// <summary>Pages that may look on at the same time.</summary>
    internal const int PagesMaximum = 16;

    /// <summary>Sub-protocol of the stream.</summary>
    internal const string Protocol = "noble.live.1";

    private const string MetricsPath = "/metrics";
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);
    private static readonly byte[]? Page = EmbeddedPage.Read();

    private readonly ILiveSource _source;
    private readonly PageToken? _token;
    private readonly PageGate _gate;
    private readonly LiveStateMessage _state;
    private readonly RunMeters? _meters;
    private readonly WebApplication _application;
    private readonly TaskCompletionSource<byte[]> _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pages;

    private LiveServer(ILiveSource source, PageAddress address, IPAddress[] addresses, int port, PageToken? token, IMonotonicClock clock)
    {
        (_source, _token, _gate) = (source, token, new PageGate(address));
        _state = new LiveStateMessage(source, clock, () => Volatile.Read(ref _pages));
        _meters = source.Measure(() => Pages);
        _application = Build(addresses, port);
    }

    /// <summary>Pages that look on.</summary>
    internal int Pages => Volatile.Read(ref _pages);

    /// <summary>Where it is reached.</summary>
    internal string Url { get; private set; } = "";

    /// <summary>Starts to serve.</summary>
    /// <param name="source">What is looked at.</param>
    /// <param name="asked">The address that was asked for, or null for the default one: where that is taken, a free port will do.</param>
    /// <param name="token">What a page has to know, or null.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <exception cref="UserMistakeException">The address is taken, is none of this machine's, or needs a token.</exception>
    internal static LiveServer Start(ILiveSource source, PageAddress? asked, PageToken? token, IMonotonicClock clock)
    {
        var address = asked ?? PageAddress.Default;
        if (!address.IsLoopback && token is null)
        {
            throw new UserMistakeException($"page {address.Host}:{address.Port}: others than this machine reach that address, expected a token with it (--page-token-file FILE)");
        }

        var addresses = Resolve(address);
        var server = TryListen(address.Port) ?? (asked is null ? TryListen(0) : null);
        return server ?? throw new UserMistakeException($"page {address.Host}:{address.Port}: the address is in use, expected a free one (HOST:0 takes any free port, off serves no page)");

        LiveServer? TryListen(int port)
        {
            var candidate = new LiveServer(source, address, addresses, port, token, clock);
            try
            {
                candidate.Listen();
                return candidate;
            }
            catch (IOException error) when (error.InnerException is AddressInUseException)
            {
                candidate.Dispose();
                return null;
            }
            catch (Exception error) when (error is SocketException or IOException)
            {
                candidate.Dispose();
                throw new UserMistakeException($"page {address.Host}:{address.Port}: {error.Message}", error);
            }
        }
    }

    /// <summary>Tells every page how the run has ended, and waits until they know; a page that does not take it has two seconds.</summary>
    internal void End(string ended, string message)
    {
        _ending.TrySetResult(PageMessages.Json(PageMessageKind.End, new PageEnd(ended, message), PageJson.Default.PageEnd));
        _ = SpinWait.SpinUntil(() => Pages == 0, EndPatience);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        _application.StopAsync(now.Token).GetAwaiter().GetResult();
        _application.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _meters?.Dispose();
    }

    private static IPAddress[] Resolve(PageAddress address)
    {
        if (IPAddress.TryParse(address.Host, out var number))
        {
            return [number];
        }

        if (address.Host == "localhost")
        {
            return [IPAddress.Loopback];
        }

        try
        {
            return Dns.GetHostAddresses(address.Host);
        }
        catch (SocketException error)
        {
            throw new UserMistakeException($"page {address.Host}:{address.Port}: {error.Message}", error);
        }
    }

    private WebApplication Build(IPAddress[] addresses, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxConcurrentConnections = 64;
            options.Limits.MaxRequestBodySize = 0;
            options.Limits.MaxRequestHeadersTotalSize = 16_384;
            options.Limits.MaxRequestLineSize = 4_096;
            options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
            foreach (var address in addresses)
            {
                options.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http1);
            }
        });
        var application = builder.Build();
        application.Use(GuardAsync);
        if (_meters is not null)
        {
            application.UseOpenTelemetryPrometheusScrapingEndpoint(_meters.Provider, context => context.Request.Path == MetricsPath, null, null, null);
        }

        application.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(10), KeepAliveTimeout = TimeSpan.FromSeconds(20) });
        application.Run(AnswerAsync);
        return application;
    }

    private void Listen()
    {
        _application.StartAsync().GetAwaiter().GetResult();
        var bound = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Url = $"{bound}/";
    }

    private Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        if (!_gate.IsHostOurs(context))
        {
            return SayAsync(context, StatusCodes.Status421MisdirectedRequest, "this is not the host that was asked for\n");
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            return SayAsync(context, StatusCodes.Status405MethodNotAllowed, "only GET\n");
        }

        if (context.Request.Path == MetricsPath && _token?.Is(Bearer(context)) == false)
        {
            headers.WWWAuthenticate = "Bearer";
            return SayAsync(context, StatusCodes.Status401Unauthorized, "expected this rig's token: Authorization: Bearer ...\n");
        }

        return next(context);
    }

    private static string? Bearer(HttpContext context) =>
        context.Request.Headers.Authorization is [{ } given] && given.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? given["Bearer ".Length..].Trim() : null;

    private Task AnswerAsync(HttpContext context)
    {
        return context.Request.Path.Value switch
        {
            "/stream" => StreamAsync(context),
            "/" => ShowAsync(context),
            "/health" => _source.SafeState is { } cause
                ? SayAsync(context, StatusCodes.Status503ServiceUnavailable, $"every output is in its safe state: {cause}\n")
                : SayAsync(context, StatusCodes.Status200OK, "running\n"),
            _ => SayAsync(context, StatusCodes.Status404NotFound, "no such page\n"),
        };
    }

    private static Task ShowAsync(HttpContext context)
    {
        if (Page is null)
        {
            return SayAsync(context, StatusCodes.Status200OK, "This build of noble-edge has no page: 'make page' before the build makes it. /stream, /metrics and /health are there.\n");
        }

        // The page is one file with its script and style in it, and asks for nothing but the stream.
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = Page.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(Page).AsTask();
    }

    private async Task StreamAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || !context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol))
        {
            await SayAsync(context, StatusCodes.Status400BadRequest, $"expected a WebSocket with the sub-protocol {Protocol}\n");
            return;
        }

        if (!PageGate.IsOriginOurs(context))
        {
            await SayAsync(context, StatusCodes.Status403Forbidden, "the stream is for the page of this server\n");
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _pages) > PagesMaximum)
            {
                await SayAsync(context, StatusCodes.Status503ServiceUnavailable, $"{PagesMaximum} pages look on already\n");
                return;
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync(Protocol);
            using var session = new PageSession(socket, _source, _state, context.RequestAborted);
            await session.RunAsync(_token, _ending.Task);
        }
        finally
        {
            Interlocked.Decrement(ref _pages);
        }
    }

    private static Task SayAsync(HttpContext context, int status, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(bytes).AsTask();
    }

    // Signals are the run's own business, see StopSignals.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
