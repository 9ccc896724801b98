namespace Noble.Edge.Host.Tests;

public class RunEnvironmentTests
{
    [Theory]
    [InlineData("neurons", "NOBLE_EDGE_NEURONS")]
    [InlineData("currentNanoamperes", "NOBLE_EDGE_CURRENT_NANOAMPERES")]
    [InlineData("onnxRuntime", "NOBLE_EDGE_ONNX_RUNTIME")]
    public void Variable_OfAKey_HasItsWordsApart(string key, string variable) => Assert.Equal(variable, RunEnvironment.Variable(key));

    [Fact]
    public void Examine_EachTypeOfValue_TakesThePlaceOfTheFiles()
    {
        var settings = Examine(
            new RunSettings { Neurons = 3, Variability = 0.5 },
            ("NOBLE_EDGE_SEED", "18446744073709551615"), ("NOBLE_EDGE_CURRENT_NANOAMPERES", "-0.05"), ("NOBLE_EDGE_QUIET", "true"), ("NOBLE_EDGE_RIG", "b \"2\"".Replace(" ", "", StringComparison.Ordinal)), ("NOBLE_EDGE_MODEL", "m"));
        Assert.Equal((ulong.MaxValue, -0.05, true, "b\"2\""), (settings.Seed, settings.CurrentNanoamperes, settings.Quiet, settings.Topics.Rig));
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "m"), settings.Model);
        Assert.Equal((3, 0.5), (settings.Neurons, settings.Variability));
    }

    [Fact]
    public void Examine_WhatSaysWhichNeurons_TakesThePlaceOfTheFilesOther()
    {
        Assert.Null(Examine(new RunSettings { Neurons = 3 }, ("NOBLE_EDGE_INTERPOLATE", "a:b:4")).Neurons);
        Assert.Null(Examine(new RunSettings { Latents = "x.csv" }, ("NOBLE_EDGE_NEURONS", "4")).Latents);
    }

    [Theory]
    [InlineData("NOBLE_EDGE_NEURONS", "0", "environment variable NOBLE_EDGE_NEURONS: neurons: expected 1 to 16777216, found 0")]
    [InlineData("NOBLE_EDGE_NEURONS", "many", "environment variable NOBLE_EDGE_NEURONS: neurons: expected a whole number, 1 to 16777216, found 'many'")]
    [InlineData("NOBLE_EDGE_QUIET", "yes", "environment variable NOBLE_EDGE_QUIET: quiet: expected true or false, found 'yes'")]
    [InlineData("NOBLE_EDGE_DURATION", "10", "environment variable NOBLE_EDGE_DURATION: duration '10': expected a number above 0")]
    [InlineData("NOBLE_EDGE_RIG", "a/b", "environment variable NOBLE_EDGE_RIG: rig name 'a/b': expected 1 to 64 characters")]
    public void Examine_Mistake_NamesTheVariable(string variable, string value, string expected)
    {
        var mistakes = new ConfigMistakes();
        RunEnvironment.Examine(new Dictionary<string, string> { [variable] = value }, new RunSettings(), mistakes, Assert.Fail);
        Assert.StartsWith(expected, Assert.Single(mistakes.InOrder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Examine_VariableThatIsNearAKeys_IsWarnedOf()
    {
        var warnings = new List<string>();
        var variables = new Dictionary<string, string> { ["NOBLE_EDGE_NEURON"] = "3", ["NOBLE_EDGE_ONNXRUNTIME"] = "lib", ["NOBLE_EDGE_VECTORS"] = "avx2", ["NOBLE_EDGE_SOMETHING_FAR_AWAY"] = "1" };
        Assert.Equal(new RunSettings(), RunEnvironment.Examine(variables, new RunSettings(), new ConfigMistakes(), warnings.Add));
        Assert.Equal("environment variable NOBLE_EDGE_NEURON is not known; did you mean NOBLE_EDGE_NEURONS?", Assert.Single(warnings));
    }

    private static RunSettings Examine(RunSettings settings, params (string, string)[] variables)
    {
        var mistakes = new ConfigMistakes();
        settings = RunEnvironment.Examine(variables.ToDictionary(variable => variable.Item1, variable => variable.Item2), settings, mistakes, Assert.Fail);
        Assert.Empty(mistakes.InOrder);
        return settings;
    }
}
