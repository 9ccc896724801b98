using System.Buffers.Binary;
using Noble.Edge.Operator;
using Noble.Edge.Pictures;

namespace Noble.Edge.Tools.Tests;

public sealed class PlotCommandTests : IDisposable
{
    private readonly TestRecording _recording = new();

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Plot_Recording_IsASvgWithItsAxesNamed()
    {
        var path = _recording.File("raster.svg");
        Assert.Equal((0, path + "\n", ""), NobleTools.Run("plot", _recording.Path, "--out", path, "--title", "My run"));
        var svg = File.ReadAllText(path);
        foreach (var text in new[] { ">time, ms", ">neuron", ">rate, Hz a neuron", ">My run" })
        {
            Assert.Contains(text, Texts(svg), StringComparison.Ordinal);
        }

        Assert.Contains("font-family=\"Inter, Helvetica, Arial, sans-serif\"", svg, StringComparison.Ordinal);
        Assert.DoesNotMatch("<rect (?![^>]*fill)[^>]*/>", svg); // a viewer would show it as black
    }

    [Fact]
    public void Plot_Voltage_IsAPngAsHighAsItsRows()
    {
        NpyFile.Write(_recording.File("v.npy"), Enumerable.Range(0, 3 * 400).Select(k => -70f + (k % 50)).ToArray(), 3, 400);
        var (one, three) = (Height("0"), Height("0,1,2"));
        Assert.Equal(2 * 92, three - one);

        int Height(string neurons)
        {
            var path = _recording.File("v.png");
            var (code, _, error) = NobleTools.Run("plot", _recording.File("v.npy"), "--out", path, "--step", "0.1", "--neurons", neurons);
            Assert.Equal((0, ""), (code, error));
            var png = File.ReadAllBytes(path);
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
            return BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        }
    }

    [Fact]
    public void Plot_SpikeTable_ShowsTheWindowAlone()
    {
        File.WriteAllText(_recording.File("s.csv"), "neuron,time_ms\n0,1.5\n1,30\n5,31\n");
        var path = _recording.File("s.svg");
        Assert.Equal(0, NobleTools.Run("plot", _recording.File("s.csv"), "--out", path, "--from", "20ms", "--to", "40ms").ExitCode);
        Assert.Contains(">s.csv, 2 spikes of 6 neurons", Texts(File.ReadAllText(path)), StringComparison.Ordinal);
    }

    // Each text begins right after its element does.
    private static string Texts(string svg) => System.Text.RegularExpressions.Regex.Replace(svg, ">\\s+", ">");

    [Fact]
    public void Plot_Mistakes_AreOneLine()
    {
        File.WriteAllText(_recording.File("s.csv"), "neuron,time_ms\n0,1.5\n1;30\n");
        NobleTools.AssertMistake($"{_recording.File("s.csv")}: line 3 is '1;30', expected a neuron and a time in milliseconds, as in 3,20.0625", "plot", _recording.File("s.csv"), "--out", "x.png");
        NobleTools.AssertMistake("--out 'x.jpg': expected a name that ends in .png or .svg", "plot", _recording.Path, "--out", "x.jpg");
        NobleTools.AssertMistake("--step is missing, expected the sampling interval of the voltage in milliseconds", "plot", "v.npy", "--out", "x.png");
        NobleTools.AssertMistake($"--neurons and --step are for voltage, and '{_recording.Path}' is none, expected V.npy", "plot", _recording.Path, "--out", "x.png", "--step", "0.1");
    }

    [Fact]
    public void PictureFont_Everywhere_IsTheProgramsOwn()
    {
        PictureFont.Use();
        var (regular, bold) = (FontPackage.Read("Inter-Regular.ttf"), FontPackage.Read("Inter-SemiBold.ttf"));
        Assert.Equal([0, 1, 0, 0], regular[..4]); // a TrueType font
        Assert.NotEqual(regular.Length, bold.Length);
        Assert.Equal("Inter", ScottPlot.Fonts.GetTypeface(ScottPlot.Fonts.Default, bold: false, italic: false).FamilyName);
        Assert.Throws<InvalidOperationException>(() => FontPackage.Read("None.ttf"));
    }
}
