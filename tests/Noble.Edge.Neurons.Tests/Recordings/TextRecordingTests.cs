using System.Globalization;

namespace Noble.Edge.Neurons.Tests;

public class TextRecordingTests
{
    [Theory]
    [InlineData("0 -70\n0.1 -71\n0.2 -72\n")]
    [InlineData("# a comment\n\n0\t-70\r\n0.1\t-71\r\n0.2\t-72")]
    [InlineData("time (ms), voltage (mV)\n0, -70\n0.1, -71\n0.2, -72\n")]
    [InlineData("time [s];voltage [V]\n0;-0.070\n0.0001;-0.071\n0.0002;-0.072\n")]
    [InlineData("t_us,Vm_uV\n0,-70000\n100,-71000\n200,-72000\n")]
    [InlineData("\uFEFFTime (sec)\tVm mV\n0\t-70\n1e-4\t-71\n2e-4\t-72\n")]
    public void Open_TimesAndVoltages_AreInMillisecondsAndMillivolts(string text)
    {
        using var file = new TestFile(text);
        using var recording = TextRecording.Open(file.Path);
        var sweep = recording.ReadSweep(0);

        Assert.Equal(1, recording.SweepCount);
        Assert.Equal([0, 0.1, 0.2], sweep.TimesMilliseconds!.Select(t => Math.Round(t, 9)));
        Assert.Equal([-70, -71, -72], sweep.VoltageMillivolts.Select(v => Math.Round(v, 9)));
        Assert.Equal(0.1, sweep.StepMilliseconds, 1e-9);
    }

    [Fact]
    public void Open_VoltageAlone_TakesTheStep()
    {
        using var file = new TestFile("-70\n-71\n-72\n");
        var sweep = TextRecording.Open(file.Path, 0.25).ReadSweep(0);

        Assert.Null(sweep.TimesMilliseconds);
        Assert.Equal(0.5, sweep.EndMilliseconds);
        Assert.Contains("--dt", Assert.Throws<RecordingException>(() => TextRecording.Open(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SeveralVoltages_AreSweeps()
    {
        using var file = new TestFile("0 -70 -60\n1 -71 -61\n2 -72 -62\n");
        using var recording = TextRecording.Open(file.Path);

        Assert.Equal(2, recording.SweepCount);
        Assert.Equal([-60, -61, -62], recording.ReadSweep(1).VoltageMillivolts);
        Assert.Equal(["times are taken as ms", "voltages are taken as mV"], recording.Notes);
    }

    [Fact]
    public void Open_CurrentColumn_GivesTheStimulus()
    {
        var lines = Enumerable.Range(0, 100).Select(k => string.Create(CultureInfo.InvariantCulture, $"{k},-70,{(k is >= 20 and < 60 ? 150 : -50)}"));
        using var file = new TestFile("time (ms),voltage (mV),current (pA)\n" + string.Join('\n', lines));
        var stimulus = TextRecording.Open(file.Path).ReadSweep(0).Stimulus!;

        Assert.Equal((20, 60), (stimulus.StartMilliseconds, stimulus.EndMilliseconds));
        Assert.Equal(0.2, stimulus.CurrentNanoamperes!.Value, 1e-12);
        Assert.Equal(-0.05, stimulus.HoldingNanoamperes!.Value, 1e-12);
    }

    [Fact]
    public void Open_MeasuredCurrent_SaysNothingOfTheStimulus()
    {
        var random = new Random(1);
        var lines = Enumerable.Range(0, 100).Select(k => string.Create(CultureInfo.InvariantCulture, $"{k},-70,{100 + random.NextDouble()}"));
        using var file = new TestFile("time (ms),voltage (mV),current (pA)\n" + string.Join('\n', lines));

        Assert.Null(TextRecording.Open(file.Path).ReadSweep(0).Stimulus);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("time, voltage\n", "has no line of numbers")]
    [InlineData("0 -70\n1 -71\n", "has 2 lines of numbers, expected 3 or more")]
    [InlineData("0 -70\n1 -71\n2 x\n", "line 3, column 2: 'x' is no number")]
    [InlineData("0 -70\n1 -71\n2 NaN\n", "line 3, column 2: 'NaN' is no number")]
    [InlineData("0 -70\n1 -71\n2 -72 -73\n", "line 3: 3 columns, expected 2")]
    [InlineData("0,-70\n1,-71\n1,-72\n", "line 3: time 1 is not after 1")]
    [InlineData("0 -70\n0.00005 -71\n0.0001 -72\n", "they seem to be in s")]
    [InlineData("0 -0.07\n1 -0.071\n2 -0.072\n", "they seem to be in V")]
    [InlineData("a\0b", "is no text")]
    public void Open_BadText_NamesTheLine(string text, string expected)
    {
        using var file = new TestFile(text);

        Assert.Contains(expected, Assert.Throws<RecordingException>(() => TextRecording.Open(file.Path)).Message, StringComparison.Ordinal);
    }
}
