using System.Globalization;
using System.Text.Json;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Recordings as text.</summary>
internal static class LogText
{
    internal const string CsvHeader = "time_ms,kind,detail,source,channel,value";

    /// <summary>A record for people.</summary>
    internal static string Line(in RigRecord record) => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds(record.TimeNanoseconds),16:0.000000}  {RigRecordText.Describe(record)}");

    /// <summary>A record for programs: times exact to the nanosecond, values such that they read back as the same number.</summary>
    internal static string CsvLine(in RigRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Milliseconds(record.TimeNanoseconds):0.000000},{RigRecordText.Name(record.Kind)},{RigRecordText.Detail(record)},{record.Source},{record.Channel},{record.Value:R}");

    /// <summary>The recorded configuration.</summary>
    /// <exception cref="FailedException">There is none.</exception>
    internal static string Configuration(RigLogReader reader, string path)
    {
        if (reader.ConfigurationText is not { } text)
        {
            throw new FailedException($"{path}: has no configuration that can be read");
        }

        using var document = JsonDocument.Parse(text);
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            document.RootElement.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>What is in a recording that was read to its end.</summary>
    internal static void Summary(RigLogReader reader, long last, TextWriter output)
    {
        Line("files", $"{string.Join(", ", reader.Files)}; {reader.Blocks} blocks");
        if (reader.Configuration is { } made)
        {
            Line("started", $"{made.StartUtc.ToUniversalTime():yyyy-MM-dd HH:mm:ss.fff} UTC{(made.Predecessor is null ? "" : $", continues {made.Predecessor}")}");
            Line("program", $"{made.Program}; engine {made.Engine}");
            Line("model", $"{made.Model}, {made.ModelHash}");
            Line("seeds", $"{(made.Seeds.Count == 0 ? "none" : string.Join(", ", made.Seeds.Select(seed => $"{seed.Key} {seed.Value}")))}");
            Names("inputs", made.InputPorts);
            Names("stimuli", made.StimulusPorts);
            Names("control", made.Controllers);
            Names("responses", made.Responses);
        }
        else
        {
            Line("made with", $"unknown: no configuration that can be read");
        }

        Line("duration", $"{Milliseconds(last) / 1000:0.000000} s to the last record");
        foreach (var kind in Enum.GetValues<RigRecordKind>().Where(kind => reader.Count(kind) > 0))
        {
            Line(RigRecordText.Name(kind), $"{reader.Count(kind)} records");
        }

        foreach (var note in reader.Notes)
        {
            Line("note", $"{Milliseconds(note.TimeNanoseconds):0.000000} ms: {note.Text.ReplaceLineEndings(" ")}");
        }

        Line("losses", $"{(reader.Lost == 0 ? "none" : $"{reader.Lost} records that the recorder could not take")}");
        Line("ended", $"{Ending(reader)}");
        foreach (var damage in reader.Damages)
        {
            Line("damaged", $"{damage}");
        }

        if (reader.DamageCount > reader.Damages.Count)
        {
            Line("", $"and {reader.DamageCount - reader.Damages.Count} more");
        }

        void Names(string name, IReadOnlyList<string> names)
        {
            if (names.Count > 0)
            {
                Line(name, $"{string.Join(", ", names.Select((port, index) => $"{index} {port}"))}");
            }
        }

        void Line(string name, FormattableString value) => output.WriteLine($"{name,-12}{value.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>What must not go unsaid where the records themselves are printed.</summary>
    internal static void Warn(RigLogReader reader)
    {
        foreach (var damage in reader.Damages)
        {
            Errors.Warn(damage.ToString());
        }

        if (reader.Lost > 0)
        {
            Errors.Warn($"{reader.Lost} records were lost, the recorder could not take them");
        }

        if (reader.Ending != RigLogEnding.Ended)
        {
            Errors.Warn($"{reader.Files[^1]}: {Ending(reader)}");
        }
    }

    private static string Ending(RigLogReader reader)
    {
        var torn = reader.TornBytes > 0 ? FormattableString.Invariant($"; the last {reader.TornBytes} bytes are not a whole block") : "";
        return reader.Ending switch
        {
            RigLogEnding.Ended => "in order",
            RigLogEnding.SuccessorMissing => "goes on in a file that is not there",
            _ => "no end: the recorder was cut off, or still runs",
        } + torn;
    }

    private static decimal Milliseconds(long nanoseconds) => nanoseconds / 1_000_000m;
}
