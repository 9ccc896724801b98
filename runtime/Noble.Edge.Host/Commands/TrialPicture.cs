using System.Globalization;
using Noble.Edge.Operator;
using Noble.Edge.Pictures;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary>One rendered trial as a picture.</summary>
internal static class TrialPicture
{
    private const int Voltages = 6;

    /// <summary>Writes it.</summary>
    /// <param name="path">The file, .png or .svg.</param>
    /// <param name="model">The model.</param>
    /// <param name="population">Its neurons.</param>
    /// <param name="nanoamperes">Step current [nA].</param>
    /// <param name="voltages">Shape [neuron, sample], mV.</param>
    /// <param name="spikes">The trial's, from 0.</param>
    internal static void Write(string path, ModelBundle model, Population population, double nanoamperes, ReadOnlySpan<float> voltages, SpikeTimeline spikes)
    {
        var grid = model.Manifest.Grid;
        if (spikes.Count > SpikeRaster.Most)
        {
            throw new UserMistakeException($"--plot: {spikes.Count} spikes, expected at most {SpikeRaster.Most} in a picture: fewer --neurons");
        }

        var (times, neurons) = (new double[spikes.Count], new double[spikes.Count]);
        for (var i = 0; i < times.Length; i++)
        {
            (times[i], neurons[i]) = (spikes[i].TimeNanoseconds * 1e-6, spikes[i].Neuron);
        }

        var rows = new VoltageRow[Math.Min(population.Count, Voltages)];
        for (var neuron = 0; neuron < rows.Length; neuron++)
        {
            var wide = new double[grid.Length];
            for (var k = 0; k < wide.Length; k++)
            {
                wide[k] = voltages[(neuron * grid.Length) + k];
            }

            rows[neuron] = new VoltageRow(population.Name(neuron), grid.StepMilliseconds, wide);
        }

        new PopulationPicture
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"{model.Manifest.Name}: {population.Count} neurons at {nanoamperes} nA, {times.Length} spikes"),
            FromMilliseconds = 0,
            ToMilliseconds = grid.DurationMilliseconds,
            Step = (grid.StimulusOnMilliseconds, grid.StimulusOffMilliseconds),
            Voltages = rows,
            Raster = new SpikeRaster(population.Count, times, neurons),
        }.Write(path);
    }
}
