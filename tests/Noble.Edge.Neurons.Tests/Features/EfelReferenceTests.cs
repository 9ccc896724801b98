using System.Globalization;
using System.Text.Json;

namespace Noble.Edge.Neurons.Tests;

/// <summary>Against the values that eFEL's own tests expect of its trace; passes silently where the trace is absent.</summary>
public class EfelReferenceTests
{
    private static readonly FeatureWindow Window = new()
    {
        StepMilliseconds = 0.1,
        StimulusStartMilliseconds = 700,
        StimulusEndMilliseconds = 2700,
    };

    [Fact]
    public void Extract_EfelTrace_MatchesEfel()
    {
        var tracePath = SharedData.Find("efel", "soma_trace.txt");
        var expectedPath = SharedData.Find("efel", "expected.json");
        if (tracePath is null || expectedPath is null)
        {
            return;
        }

        using var json = JsonDocument.Parse(File.ReadAllText(expectedPath));
        var expected = json.RootElement.GetProperty("features");
        double Value(string name) => expected.GetProperty(name)[0].GetDouble();

        var f = FeatureExtractor.Extract(ReadTrace(tracePath), Window);

        Assert.Equal(Value("voltage_base"), f.VoltageBaseMillivolts, 1e-6);
        Assert.Equal(Value("steady_state_voltage_stimend"), f.SteadyStateVoltageStimEndMillivolts, 1e-4);

        // The mean over 3,000 samples up to the trace's end, where eFEL's grid has a sample or two more or less.
        Assert.Equal(Value("steady_state_voltage"), f.SteadyStateVoltageMillivolts, 1e-3);
        Assert.Equal(expected.GetProperty("spike_count")[0].GetInt32(), f.SpikeCount);
        Assert.Equal(Value("mean_frequency"), f.MeanFrequencyHertz, 1e-6);
        Assert.Equal(Value("time_to_first_spike"), f.TimeToFirstSpikeMilliseconds, 1e-6);
        Assert.Equal(Value("inv_first_ISI"), f.InverseFirstIntervalHertz, 1e-6);
        Assert.Equal(Value("AP1_peak"), f.FirstPeakMillivolts, 1e-6);
        Assert.Equal(Value("AP1_width"), f.FirstWidthMilliseconds, 1e-6);
        Assert.Equal(Value("mean_AP_amplitude"), f.MeanAmplitudeMillivolts, 1e-5);
        Assert.Equal(expected.GetProperty("AHP_depth").EnumerateArray().Average(d => d.GetDouble()), f.AhpDepthMillivolts, 1e-5);
        Assert.Equal(JsonValueKind.Null, expected.GetProperty("sag_amplitude").ValueKind);
        Assert.True(double.IsNaN(f.SagAmplitudeMillivolts));
    }

    /// <summary>Reads (ms, mV) lines and interpolates to 0.1 ms, as eFEL does first.</summary>
    private static double[] ReadTrace(string path)
    {
        var points = File.ReadLines(path)
            .Select(line => line.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        var count = (int)(points[^1][0] / Window.StepMilliseconds) + 1;
        var voltage = new double[count];
        var j = 0;
        for (var i = 0; i < count; i++)
        {
            var t = i * Window.StepMilliseconds;
            while (j + 2 < points.Length && points[j + 1][0] <= t)
            {
                j++;
            }

            voltage[i] = points[j][1]
                + ((points[j + 1][1] - points[j][1]) * (t - points[j][0]) / (points[j + 1][0] - points[j][0]));
        }

        return voltage;
    }
}
