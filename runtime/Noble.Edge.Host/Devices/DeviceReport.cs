using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Noble.Edge.Host;

/// <summary>What <c>noble-edge devices</c> found.</summary>
internal sealed record DeviceReport
{
    /// <summary>Version of this layout.</summary>
    public int Schema { get; init; } = 1;

    public required DeviceRow[] Devices { get; init; }

    internal string ToJson() => JsonSerializer.Serialize(this, DeviceJson.Default.DeviceReport);

    /// <summary>A line each, and under it what helps.</summary>
    internal void Write(TextWriter output)
    {
        foreach (var group in Devices.GroupBy(row => row.Kind))
        {
            foreach (var row in group)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Key,-11}{(row.Usable ? "yes" : "no"),-5}{row.Name,-18}{row.Description}"));
                if (row.Help is { } help)
                {
                    output.WriteLine($"{"",-34}-> {help}");
                }
            }
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeviceReport))]
internal sealed partial class DeviceJson : JsonSerializerContext;
