using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

public sealed class DesignRulesTests
{
    private static readonly TrainingConfiguration Options = SyntheticData.Configuration(1);

    public static TheoryData<string, string> Mistakes { get; } = new()
    {
        { "no onset", "features lacks 'threshold_current', which the spike clock counts the current from" },
        { "no rest", "features lacks 'resting_voltage', which is added to the output; name it, or set restOffset to false" },
        { "foreign feature", "inputs: channel FeatureNerf names the feature 'slope', expected one of features: threshold_current, resting_voltage" },
        { "no frequencies", "inputs: channel CurrentNerf has 0 frequencies, expected 1 to 16" },
        { "too many modes", "modes is 77, expected at most 76, half the window's 152 samples" },
    };

    [Fact]
    public void Create_WithoutNeuronEmbedding_HasNeitherClockNorFeatureChannels()
    {
        // The ablation: current and its octaves only, the same resting voltage for all.
        var design = ModelDesign.Create(
            Options with
            {
                Inputs = [new ChannelSpec { Kind = ChannelKind.Current }, new ChannelSpec { Kind = ChannelKind.CurrentNerf, Frequencies = 9 }],
                Features = ["threshold_current"],
                RestOffset = false,
            },
            SyntheticData.Create());

        Assert.Null(design.Manifest.Clock);
        Assert.Equal(19, design.Manifest.Network.InputChannels);
        Assert.Null(design.Manifest.Output.OffsetFeature);
        Assert.Equal(-69, design.Manifest.Output.OffsetMillivolts);
    }

    [Fact]
    public void Create_SpikePhaseInTheList_HasAClock()
    {
        var design = ModelDesign.Create(Options with { Inputs = [new ChannelSpec { Kind = ChannelKind.SpikePhase, Frequencies = 2 }] }, SyntheticData.Create());

        Assert.NotNull(design.Manifest.Clock);
        Assert.Equal(4, design.Manifest.Network.InputChannels);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Create_ChannelsThatDoNotFit_SaysWhy(string mistake, string expected)
    {
        var options = mistake switch
        {
            "no onset" => Options with { Features = ["resting_voltage"] },
            "no rest" => Options with { Features = ["threshold_current"] },
            "foreign feature" => Options with { Inputs = [new ChannelSpec { Kind = ChannelKind.FeatureNerf, Feature = "slope" }] },
            "too many modes" => Options with { Modes = 77, WindowShiftMilliseconds = 4 },
            _ => Options with { Inputs = [new ChannelSpec { Kind = ChannelKind.CurrentNerf, Frequencies = 0 }] },
        };

        Assert.Equal(expected, Assert.Throws<DataSetException>(() => ModelDesign.Create(options, SyntheticData.Create())).Message);
    }
}
