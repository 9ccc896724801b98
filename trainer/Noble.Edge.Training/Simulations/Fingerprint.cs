using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>Hashes that are equal where cells or parameter sets are, whatever file they came from.</summary>
public static class Fingerprint
{
    /// <summary>SHA-256 of a cell: geometry, regions, mechanisms with their numbers, temperature, initial voltage.</summary>
    public static string Of(CellDescription cell)
    {
        var text = new StringBuilder();
        Line(text, "temperature", cell.TemperatureCelsius);
        Line(text, "initial", cell.InitialVoltageMillivolts);
        foreach (var section in cell.Sections)
        {
            Line(text, "section", section.Name, section.Region, section.SegmentCount, section.Parent ?? "", section.ParentPosition);
            foreach (var point in section.Profile)
            {
                Line(text, "point", point.PositionMicrometres, point.DiameterMicrometres);
            }
        }

        foreach (var placement in cell.Placements)
        {
            Line(text, "mechanism", placement.Region, placement.Mechanism);
        }

        foreach (var (parameter, value) in cell.ParameterDefaults.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            Line(text, "parameter", parameter, value);
        }

        return Hash(text);
    }

    /// <summary>SHA-256 of a parameter set's names and values.</summary>
    public static string Of(ParameterSet set)
    {
        var text = new StringBuilder();
        foreach (var (parameter, value) in set.Values.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            Line(text, parameter, value);
        }

        return Hash(text);
    }

    /// <summary>SHA-256 of a file.</summary>
    public static string OfFile(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static void Line(StringBuilder text, params ReadOnlySpan<object> parts)
    {
        foreach (var part in parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{part}\t");
        }

        text.Append('\n');
    }

    private static string Hash(StringBuilder text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
}
