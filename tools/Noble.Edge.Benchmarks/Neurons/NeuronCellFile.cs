using System.Text.Json;
using Noble.Edge.Neurons;

namespace Noble.Edge.Benchmarks;

/// <summary>Writes a cell, its neurons and a protocol as the JSON that tools/neuron/simulate.py builds in NEURON.</summary>
/// <remarks>
/// Every number is evaluated here, by the solver's own description: what NEURON gets is what the solver gets.
/// </remarks>
internal static class NeuronCellFile
{
    /// <summary>Writes the file; run k of it is <paramref name="runs"/>[k].</summary>
    public static void Write(string path, CellDescription cell, StepProtocol protocol, IReadOnlyList<CurrentClampRun> runs)
    {
        ParameterSet[] sets = [.. runs.Select(run => run.Set).Distinct()];
        using FileStream file = File.Create(path);
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("name", cell.Name);
        json.WriteNumber("celsius", cell.TemperatureCelsius);
        json.WriteNumber("initialVoltage", cell.InitialVoltageMillivolts);
        json.WriteNumber("step", protocol.SolverStepMilliseconds);
        json.WriteNumber("settle", protocol.SettleMilliseconds);
        json.WriteNumber("before", protocol.RestBeforeMilliseconds);
        json.WriteNumber("on", protocol.StepMilliseconds);
        json.WriteNumber("window", protocol.WindowMilliseconds);
        WriteSections(json, cell);
        json.WriteStartArray("neurons");
        foreach (ParameterSet set in sets)
        {
            WriteNeuron(json, cell, set);
        }

        json.WriteEndArray();
        json.WriteStartArray("runs");
        foreach (CurrentClampRun run in runs)
        {
            json.WriteStartArray();
            json.WriteNumberValue(Array.IndexOf(sets, run.Set));
            json.WriteNumberValue(run.CurrentNanoamperes);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSections(Utf8JsonWriter json, CellDescription cell)
    {
        json.WriteStartArray("sections");
        foreach (Section section in cell.Sections)
        {
            json.WriteStartObject();
            json.WriteString("name", section.Name);
            json.WriteString("region", section.Region);
            json.WriteString("parent", section.Parent);
            json.WriteNumber("parentPosition", section.ParentPosition);
            json.WriteNumber("segments", section.SegmentCount);
            json.WriteStartArray("profile");
            foreach (ProfilePoint point in section.Profile)
            {
                json.WriteStartArray();
                json.WriteNumberValue(point.PositionMicrometres);
                json.WriteNumberValue(point.DiameterMicrometres);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNeuron(Utf8JsonWriter json, CellDescription cell, ParameterSet set)
    {
        json.WriteStartObject();
        json.WriteString("name", set.Name);
        json.WriteStartObject("regions");
        foreach (Region region in cell.Regions)
        {
            json.WriteStartObject(region.Name);
            foreach (string parameter in (string[])["cm", "Ra", "lengthScale", "diameterScale"])
            {
                json.WriteNumber(parameter, cell.ValueOf(set, $"{region.Name}.{parameter}"));
            }

            json.WriteStartObject("mechanisms");
            foreach (MechanismPlacement placement in cell.Placements.Where(p => p.Region == region.Name))
            {
                json.WriteStartObject(placement.Mechanism);
                foreach (MechanismParameter parameter in cell.Mechanisms.Find(placement.Mechanism, cell.Name).Parameters)
                {
                    json.WriteNumber(parameter.Name, cell.ValueOf(set, $"{region.Name}.{placement.Mechanism}.{parameter.Name}"));
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
