using System.Text.Json;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Every figure of a streaming operator beside the solver.</summary>
public sealed record StreamingReport
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>Solver, scheme and step of the truth.</summary>
    public required string Truth { get; init; }

    /// <summary>Free runs on traces of every kind, and the solver at another step beside them.</summary>
    public required StreamingAccuracyRow[] Rows { get; init; }

    /// <summary>Long runs of seen neurons; null where none were measured.</summary>
    public StreamingDrift? SeenDrift { get; init; }

    /// <summary>Long runs of neurons never seen; null where none were measured.</summary>
    public StreamingDrift? NeverSeenDrift { get; init; }

    /// <summary>The window operator on the square steps that <see cref="Rows"/> has too, by its manifest; empty where they were not measured.</summary>
    public AccuracyRow[] WindowOperator { get; init; } = [];

    /// <summary>Writes it as JSON.</summary>
    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, TrainingJson.Default.StreamingReport));
}
