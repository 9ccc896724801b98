using System.Globalization;
using System.Text.Json;

namespace Noble.Edge.Neurons.Tests;

/// <summary>Every feature of the values that eFEL's own tests expect of its trace; passes silently where the trace is absent.</summary>
public class EfelFeatureTests
{
    private static readonly FeatureWindow Window = new()
    {
        StepMilliseconds = 0.25,
        StimulusStartMilliseconds = 700,
        StimulusEndMilliseconds = 2700,
    };

    [Fact]
    public void Extract_EfelTrace_GivesEveryListedFeature()
    {
        var tracePath = SharedData.Find("efel", "soma_trace.txt");
        var expectedPath = SharedData.Find("efel", "expected.json");
        if (tracePath is null || expectedPath is null)
        {
            return;
        }

        var points = File.ReadLines(tracePath)
            .Select(line => line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        var features = ElectrophysiologicalFeatures.Extract([.. points.Select(p => p[0])], [.. points.Select(p => p[1])], Window);
        using var json = JsonDocument.Parse(File.ReadAllText(expectedPath));
        var wrong = json.RootElement.GetProperty("features").EnumerateObject()
            .Where(expected => !Agree(expected.Value, features[expected.Name]))
            .Select(expected => $"{expected.Name}: {expected.Value.GetRawText()} against {string.Join(", ", features[expected.Name] ?? [])}");

        Assert.Equal([], wrong);
    }

    private static bool Agree(JsonElement expected, IReadOnlyList<double>? found)
    {
        if (expected.ValueKind == JsonValueKind.Null || found is null)
        {
            return expected.ValueKind == JsonValueKind.Null && found is null;
        }

        var values = expected.EnumerateArray().Select(value => value.GetDouble()).ToArray();

        // Far closer than one part in a thousand is what this trace gives; a widening would hide a changed definition.
        return values.Length == found.Count
            && values.Zip(found).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-6 * Math.Max(1, Math.Abs(pair.First)));
    }
}
