using System.Text.Json.Serialization;

namespace Noble.Edge.Host;

/// <summary>First message of a page.</summary>
internal sealed record PageHello
{
    public string? Token { get; init; }
}

/// <summary>What a page asks for.</summary>
internal sealed record PageCommand
{
    public long? Request { get; init; }

    public string? Command { get; init; }

    public double? Value { get; init; }
}

/// <summary>What became of it.</summary>
internal sealed record PageAnswer(long Request, bool Ok, string Message);

/// <summary>How the run ended.</summary>
internal sealed record PageEnd(string Ended, string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 8)]
[JsonSerializable(typeof(PageHello))]
[JsonSerializable(typeof(PageCommand))]
[JsonSerializable(typeof(PageAnswer))]
[JsonSerializable(typeof(PageEnd))]
[JsonSerializable(typeof(LiveDescription))]
[JsonSerializable(typeof(LiveState))]
internal sealed partial class PageJson : JsonSerializerContext;
