using System.Text;
using System.Text.Json;
using Noble.Edge.Neurons;

namespace Noble.Edge.Trainer;

/// <summary>A feature report as JSON: numbers that read back as they were, null for what is undefined.</summary>
internal static class FeatureJson
{
    public static string Of(FeatureReport report)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(json, report);
        }

        return Encoding.UTF8.GetString(memory.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, FeatureReport report)
    {
        json.WriteStartObject();
        json.WriteString("file", report.Path);
        json.WriteString("format", report.Format);
        json.WriteNumber("sweep_count", report.SweepCount);
        json.WriteStartArray("notes");
        foreach (var note in report.Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteNumber("threshold_mV", report.Request.Settings.SpikeThresholdMillivolts);
        json.WriteNumber("interpolation_ms", report.Request.Settings.InterpolationStepMilliseconds);
        json.WriteStartObject("units");
        foreach (var feature in report.Request.Names)
        {
            json.WriteString(feature.Name, feature.Unit);
        }

        json.WriteEndObject();
        json.WriteStartArray("sweeps");
        foreach (var sweep in report.Sweeps)
        {
            Write(json, sweep, report.Request.Names);
        }

        json.WriteEndArray();
        json.WriteStartArray("frequency_current");
        foreach (var cell in report.Cells)
        {
            Write(json, cell);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SweepFeatures sweep, IReadOnlyList<FeatureDefinition> names)
    {
        json.WriteStartObject();
        json.WriteNumber("sweep", sweep.Index);
        json.WriteString("parameter_set", sweep.ParameterSet);
        json.WriteNumber("stimulus_start_ms", sweep.Stimulus.StartMilliseconds);
        json.WriteNumber("stimulus_end_ms", sweep.Stimulus.EndMilliseconds);
        Number(json, "window_start_ms", Math.Max(sweep.Stimulus.WindowStartMilliseconds, 0));
        Number(json, "window_end_ms", Math.Min(sweep.Stimulus.WindowEndMilliseconds, sweep.EndMilliseconds));
        Number(json, "current_nA", sweep.Stimulus.CurrentNanoamperes);
        Number(json, "holding_nA", sweep.Stimulus.HoldingNanoamperes);
        json.WriteStartObject("features");
        for (var k = 0; k < names.Count; k++)
        {
            if (sweep.Values[k] is { } values)
            {
                Numbers(json, names[k].Name, values);
            }
            else
            {
                json.WriteNull(names[k].Name);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CellSummary cell)
    {
        var curve = cell.Curve;
        json.WriteStartObject();
        json.WriteString("parameter_set", cell.ParameterSet);
        Numbers(json, "current_nA", curve.CurrentsNanoamperes);
        Numbers(json, "spike_count", curve.SpikeCounts);
        Numbers(json, "rate_Hz", curve.RatesHertz);
        Number(json, "rheobase_nA", curve.Rheobase?.At);
        Number(json, "rheobase_over_nA", curve.Rheobase?.Below);
        Number(json, "threshold_current_nA", curve.Threshold?.At);
        Number(json, "threshold_current_over_nA", curve.Threshold?.Below);
        Number(json, "slope_Hz_per_nA", curve.SlopeHertzPerNanoampere);
        Number(json, "slope_from_nA", curve.SlopeRangeNanoamperes.From);
        Number(json, "slope_to_nA", curve.SlopeRangeNanoamperes.To);
        Number(json, "resting_voltage_mV", cell.RestMillivolts);
        Number(json, "input_resistance_MOhm", cell.InputResistanceMegaohms);
        json.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
