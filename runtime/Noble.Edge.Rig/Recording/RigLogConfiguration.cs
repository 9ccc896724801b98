using System.Text.Json;

namespace Noble.Edge.Rig;

/// <summary>What a recording was made with: first in each of its files.</summary>
public sealed record RigLogConfiguration
{
    /// <summary>UTC of the experiment's time 0: the only place where it appears.</summary>
    public required DateTimeOffset StartUtc { get; init; }

    /// <summary>Name and version of the program that recorded.</summary>
    public required string Program { get; init; }

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The model's hash.</summary>
    public required string ModelHash { get; init; }

    /// <summary>The engine, as it describes itself.</summary>
    public required string Engine { get; init; }

    /// <summary>Seeds by name.</summary>
    public required IReadOnlyDictionary<string, ulong> Seeds { get; init; }

    /// <summary>The whole configuration of the run.</summary>
    public required JsonElement Configuration { get; init; }

    /// <summary>Names of the input ports, in the order of a record's source.</summary>
    public required IReadOnlyList<string> InputPorts { get; init; }

    /// <summary>Names of the stimulus ports, in the order of a record's source.</summary>
    public required IReadOnlyList<string> StimulusPorts { get; init; }

    /// <summary>Names of the controllers, in the order of a record's source.</summary>
    public required IReadOnlyList<string> Controllers { get; init; }

    /// <summary>Names of the pre-rendered responses, in the order of a record's channel.</summary>
    public required IReadOnlyList<string> Responses { get; init; }

    /// <summary>Name of the file before this one, or null in the first; the recorder fills it in.</summary>
    public string? Predecessor { get; init; }
}
