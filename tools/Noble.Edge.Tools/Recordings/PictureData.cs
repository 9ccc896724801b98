using System.Globalization;
using Noble.Edge.Host;
using Noble.Edge.Operator;
using Noble.Edge.Pictures;
using Noble.Edge.Rig;

namespace Noble.Edge.Tools;

/// <summary>Pictures of files.</summary>
internal static class PictureData
{
    private const int FirstNeurons = 6;

    /// <summary>Raster and rate of what a recording's neurons played: spikes of trials and of responses alike.</summary>
    internal static PopulationPicture Recording(string path, TimeWindow window)
    {
        using var reader = RigLogReader.Open(path);
        var spikes = new SpikeList(path, window);
        var last = 0L;
        while (reader.TryRead(out var record))
        {
            last = Math.Max(last, record.TimeNanoseconds);
            if (record.Kind == RigRecordKind.Spike)
            {
                spikes.Add(record.TimeNanoseconds, record.Channel);
            }
        }

        LogText.Warn(reader);
        var name = reader.Configuration is { } made ? $"{Path.GetFileName(path)}: {made.Model}" : Path.GetFileName(path);
        return spikes.Picture(name, last);
    }

    /// <summary>Raster and rate of spikes in a table.</summary>
    /// <exception cref="UserMistakeException">A line is none of that table.</exception>
    internal static PopulationPicture Spikes(string path, TimeWindow window)
    {
        var spikes = new SpikeList(path, window);
        var (number, last) = (0, 0L);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (number == 1)
            {
                if (line != "neuron,time_ms")
                {
                    throw new UserMistakeException($"{path}: line 1 is '{Short(line)}', expected neuron,time_ms");
                }

                continue;
            }

            var comma = line.IndexOf(',', StringComparison.Ordinal);
            if (comma <= 0
                || !int.TryParse(line.AsSpan(0, comma), NumberStyles.None, CultureInfo.InvariantCulture, out var neuron)
                || !double.TryParse(line.AsSpan(comma + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var time)
                || !(Math.Abs(time) < 1e12))
            {
                throw new UserMistakeException($"{path}: line {number} is '{Short(line)}', expected a neuron and a time in milliseconds, as in 3,20.0625");
            }

            var nanoseconds = (long)Math.Round(time * 1e6);
            last = Math.Max(last, nanoseconds);
            spikes.Add(nanoseconds, neuron);
        }

        return spikes.Picture(Path.GetFileName(path), last);
    }

    /// <summary>Voltage of a few neurons of an array.</summary>
    /// <exception cref="UserMistakeException">There is no such neuron, or the window holds nothing.</exception>
    internal static PopulationPicture Voltage(string path, int[]? neurons, double stepMilliseconds, TimeWindow window)
    {
        if (!(stepMilliseconds > 0))
        {
            throw new UserMistakeException(FormattableString.Invariant($"--step {stepMilliseconds}: expected above 0"));
        }

        var voltages = NpyFile.Read<float>(path, -1, -1);
        var (count, samples) = (voltages.Shape[0], voltages.Shape[1]);
        neurons ??= [.. Enumerable.Range(0, Math.Min(count, FirstNeurons))];
        if (neurons.Length > PopulationPicture.MostVoltages)
        {
            throw new UserMistakeException($"--neurons: {neurons.Length} given, expected at most {PopulationPicture.MostVoltages}");
        }

        foreach (var neuron in neurons.Where(neuron => neuron >= count))
        {
            throw new UserMistakeException($"--neurons {neuron}: expected 0 to {count - 1}, those of {path}");
        }

        var end = Math.Min(window.ToNanoseconds * 1e-6, samples * stepMilliseconds);
        return window.FromNanoseconds * 1e-6 < end
            ? new PopulationPicture
            {
                Title = $"{Path.GetFileName(path)}: voltage of {neurons.Length} of {count} neurons",
                FromMilliseconds = window.FromNanoseconds * 1e-6,
                ToMilliseconds = end,
                Voltages = [.. neurons.Select(neuron => new VoltageRow($"neuron {neuron}", stepMilliseconds, Wide(voltages.Data.AsSpan(neuron * samples, samples))))],
            }
            : throw new UserMistakeException(FormattableString.Invariant($"--from {window.FromNanoseconds * 1e-6} ms: expected a time before the end of {path}, {samples * stepMilliseconds} ms"));
    }

    private static double[] Wide(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (var k = 0; k < wide.Length; k++)
        {
            wide[k] = values[k];
        }

        return wide;
    }

    private static string Short(string line) => line.Length > 40 ? line[..40] + "..." : line;
}
