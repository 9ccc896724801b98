using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

/// <summary>Each option of a run changes what comes out of it.</summary>
public sealed class OptionEffectTests
{
    private static readonly TrainingConfiguration Base = SyntheticData.Configuration(6) with { Batch = 12, HeldOutExcess = [[0.1, 0.15]] };

    private static readonly Lazy<string> BaseWeights = new(() => ShortRun.Weights(Base));

    // Each option with the configuration without it, where that is not the base.
    public static TheoryData<string> Options { get; } = [.. Changes().Keys];

    [Fact]
    public void Train_SameConfigurationTwice_GivesTheSameWeights()
    {
        Assert.Equal(BaseWeights.Value, ShortRun.Weights(Base));
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Train_ChangedOption_GivesOtherWeights(string option)
    {
        var (without, with) = Changes()[option];

        Assert.NotEqual(without == Base ? BaseWeights.Value : ShortRun.Weights(without), ShortRun.Weights(with));
    }

    [Fact]
    public void Train_DefaultsSpelledOut_ChangesNothing()
    {
        var spelled = Base with { Loss = "relative-lp", Optimizer = "adamw", Schedule = "one-cycle", EmaDecay = 0, WindowShiftMilliseconds = 0, ValidationInterval = 2, ValidationTraces = 1 };

        Assert.Equal(BaseWeights.Value, ShortRun.Weights(spelled));
    }

    private static Dictionary<string, (TrainingConfiguration Without, TrainingConfiguration With)> Changes()
    {
        var plateau = Base with { Schedule = "plateau", Steps = 12, PlateauPatience = 0, PlateauFactor = 0.1, LearningRate = 0.2 };
        var cosine = Base with { Schedule = "cosine" };
        var lbfgs = Base with { Optimizer = "lbfgs", LearningRate = 1, Schedule = "constant" };
        return new()
        {
            ["layers"] = (Base, Base with { Layers = 1 }),
            ["channels"] = (Base, Base with { Channels = 5 }),
            ["modes"] = (Base, Base with { Modes = 10 }),
            ["projectionRatio"] = (Base, Base with { ProjectionRatio = 2 }),
            ["liftingRatio"] = (Base, Base with { LiftingRatio = 1 }),
            ["stepMilliseconds"] = (Base, Base with { StepMilliseconds = 1 }),
            ["embedding"] = (Base, Base with { Embedding = "published" }),
            ["frequencies"] = (Base, Base with { Frequencies = 3 }),
            ["features"] = (Base, Base with { Features = ["threshold_current", "resting_voltage", "rheobase"] }),
            ["inputs"] = (Base, Base with { Inputs = [new ChannelSpec { Kind = ChannelKind.Current }] }),
            ["restOffset"] = (Base, Base with { RestOffset = false }),
            ["clockSplines"] = (Base, Base with { ClockSplines = 6 }),
            ["loss absolute-lp"] = (Base, Base with { Loss = "absolute-lp" }),
            ["loss relative-h1"] = (Base, Base with { Loss = "relative-h1" }),
            ["loss absolute-h1"] = (Base with { Loss = "relative-h1" }, Base with { Loss = "absolute-h1" }),
            ["lossOrder"] = (Base, Base with { LossOrder = 2 }),
            ["batch"] = (Base, Base with { Batch = 11 }),
            ["steps"] = (Base, Base with { Steps = 5 }),
            ["seed"] = (Base, Base with { Seed = 2 }),
            ["heldOutNeurons"] = (Base, Base with { HeldOutNeurons = ["s-2"] }),
            ["heldOutExcess"] = (Base, Base with { HeldOutExcess = [] }),
            ["optimizer"] = (Base, lbfgs),
            ["beta1"] = (Base, Base with { Beta1 = 0.5 }),
            ["beta2"] = (Base, Base with { Beta2 = 0.5 }),
            ["weightDecay"] = (Base, Base with { WeightDecay = 0.1 }),
            ["lbfgsIterations"] = (lbfgs, lbfgs with { LbfgsIterations = 2 }),
            ["lbfgsHistory"] = (lbfgs, lbfgs with { LbfgsHistory = 1 }),
            ["clipNorm"] = (Base, Base with { ClipNorm = 0.001 }),
            ["clipNorm of L-BFGS"] = (lbfgs, lbfgs with { ClipNorm = 0.001 }),
            ["learningRate"] = (Base, Base with { LearningRate = 0.001 }),
            ["schedule cosine"] = (Base, cosine),
            ["schedule constant"] = (Base, Base with { Schedule = "constant" }),
            ["warmUpShare"] = (Base, Base with { WarmUpShare = 0.5 }),
            ["endRateShare"] = (cosine, cosine with { EndRateShare = 0.5 }),
            ["schedule plateau"] = (plateau with { Schedule = "constant" }, plateau),
            ["plateauFactor"] = (plateau, plateau with { PlateauFactor = 0.5 }),
            ["plateauPatience"] = (plateau, plateau with { PlateauPatience = 9 }),
            ["plateauOn"] = (plateau with { ValidationInterval = 1 }, plateau with { PlateauOn = "validation", ValidationInterval = 1 }),
            ["validationInterval"] = (plateau with { PlateauOn = "validation", ValidationInterval = 1 }, plateau with { PlateauOn = "validation", ValidationInterval = 5 }),
            ["emaDecay"] = (Base, Base with { EmaDecay = 0.9 }),
            ["windowShiftMilliseconds"] = (Base, Base with { WindowShiftMilliseconds = 4 }),
        };
    }
}
