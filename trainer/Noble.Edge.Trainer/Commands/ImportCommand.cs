using System.CommandLine;
using System.Globalization;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary><c>noble-train import</c>: a model folder from a published checkpoint.</summary>
internal static class ImportCommand
{
    private static readonly ImportOptions Defaults = new();

    private static readonly Argument<string> Checkpoint = new("CHECKPOINT") { Description = "A PyTorch zip (.pth, .pt) or a .safetensors file" };
    private static readonly Option<string> Output = new("--out") { Description = "The model folder, NAME.noble", Required = true };
    private static readonly Option<string?> Key = new("--key") { Description = "Where in a PyTorch file the state dict is, as in ema.model (default: found by its tensors)" };
    private static readonly Option<int?> Layers = new("--layers") { Description = "Fourier layers (default: what the file's name says; the tensors must agree)" };
    private static readonly Option<int?> Channels = new("--channels") { Description = "Hidden channels (default: as above)" };
    private static readonly Option<int?> Modes = new("--modes") { Description = "neuraloperator's n_modes, of which n / 2 + 1 are kept (default: as above)" };
    private static readonly Option<int?> Inputs = new("--inputs") { Description = "Input channels (default: as above)" };
    private static readonly Option<int?> Ratio = new("--projection-ratio") { Description = "Width of the projection over the hidden channels (default: as above)" };
    private static readonly Option<int?> Frequencies = new("--frequencies") { Description = "Octaves K of the current's embedding (default: what the file's name says, else 9)" };
    private static readonly Option<int?> FeatureFrequencies = new("--feature-frequencies") { Description = "Octaves K of each feature's embedding (default: what the file's name says, else 1)" };
    private static readonly Option<string[]> Features = new("--feature")
    {
        Description = "A latent feature, NAME[=LOW:HIGH[:UNIT]]; several in the order of their channels (default: slope=743:848, intercept=0.0139:0.0194)",
    };

    private static readonly Option<string?> Latents = new("--latents") { Description = "CSV of the training neurons: name (or seed, hof) and the features; also scales the features that have no range of their own" };
    private static readonly Option<int?> Length = new("--grid-length") { Description = "Samples in a window (default: 515 ms of them)" };
    private static readonly Option<double> Step = Number("--step-ms", "Sampling interval, ms", Defaults.StepMilliseconds);
    private static readonly Option<double> On = Number("--stim-start", "When the current step begins, ms", Defaults.StimulusOnMilliseconds);
    private static readonly Option<double> Off = Number("--stim-end", "When the current step ends, ms", Defaults.StimulusOffMilliseconds);
    private static readonly Option<double> Minimum = Number("--min-current", "Lowest trained current, nA", Defaults.MinimumNanoamperes);
    private static readonly Option<double> Maximum = Number("--max-current", "Highest trained current, nA", Defaults.MaximumNanoamperes);
    private static readonly Option<double> CurrentUnit = Number("--current-unit", "One unit of current at the network's input, nA", Defaults.CurrentUnitNanoamperes);
    private static readonly Option<double> OutputUnit = Number("--output-unit", "One unit of the network's output, mV", Defaults.OutputUnitMillivolts);
    private static readonly Option<string?> Name = new("--name") { Description = "Name of the model (default: the folder's)" };
    private static readonly Option<string?> Cell = new("--cell") { Description = "The cell that it was trained on (default: what the file's name says)" };

    public static Command Create()
    {
        var command = new Command(
            "import",
            """
            Reads a checkpoint of neuraloperator's FNO and writes a model folder for noble-edge. A PyTorch file is read as data:
            nothing in it is run, and a pickle that holds more than tensors is refused. Every tensor is checked. Sizes come from
            the options, or the file's name, and must be those of the tensors.

            Examples:
              noble-train import FNO_nmodes-256_in-23_out-1_nlayers-12_projectionratio-4_hc-24.pth --out published.noble
              noble-train import weights.safetensors --latents hof.csv --cell pvalb-689331391 --out published.noble
              noble-train import training.pt --key model_state_dict --feature intercept --latents hof.csv --out threshold.noble
            """)
        {
            Checkpoint, Output, Key, Layers, Channels, Modes, Inputs, Ratio, Frequencies, FeatureFrequencies, Features, Latents, Length, Step, On, Off,
            Minimum, Maximum, CurrentUnit, OutputUnit, Name, Cell,
        };
        command.SetAction(parsed => Print(parsed.GetValue(Checkpoint)!, CheckpointImport.Run(parsed.GetValue(Checkpoint)!, parsed.GetValue(Output)!, Options(parsed))));
        return command;
    }

    private static ImportOptions Options(ParseResult parsed)
    {
        try
        {
            return new ImportOptions
            {
                Key = parsed.GetValue(Key),
                Layers = parsed.GetValue(Layers),
                Channels = parsed.GetValue(Channels),
                FourierModes = parsed.GetValue(Modes),
                Inputs = parsed.GetValue(Inputs),
                ProjectionRatio = parsed.GetValue(Ratio),
                Frequencies = parsed.GetValue(Frequencies),
                FeatureFrequencies = parsed.GetValue(FeatureFrequencies),
                Features = parsed.GetValue(Features) is { Length: > 0 } features ? [.. features.Select(ImportFeature.Parse)] : ImportFeature.Published,
                LatentsFile = parsed.GetValue(Latents),
                GridLength = parsed.GetValue(Length),
                StepMilliseconds = parsed.GetValue(Step),
                StimulusOnMilliseconds = parsed.GetValue(On),
                StimulusOffMilliseconds = parsed.GetValue(Off),
                MinimumNanoamperes = parsed.GetValue(Minimum),
                MaximumNanoamperes = parsed.GetValue(Maximum),
                CurrentUnitNanoamperes = parsed.GetValue(CurrentUnit),
                OutputUnitMillivolts = parsed.GetValue(OutputUnit),
                Name = parsed.GetValue(Name),
                Cell = parsed.GetValue(Cell),
            };
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new UserException($"import: {e.Message}");
        }
    }

    private static void Print(string checkpoint, ImportReport report)
    {
        var model = report.Model;
        var network = model.Manifest.Network;
        Console.WriteLine($"read      {checkpoint}: {report.Format}, {report.Tensors} tensors");
        Console.WriteLine(
            $"sizes     {network.Layers} layers of {network.HiddenChannels} channels, {network.Modes} modes, {network.InputChannels} inputs; " +
            $"lifting {network.LiftingChannels}, projection {network.ProjectionChannels}, layer MLP {network.ChannelMlpChannels}");
        Console.WriteLine(report.Checked.Count == 0
            ? "          from the tensors alone: neither options, file name nor settings state them"
            : $"          as stated by: {string.Join(", ", report.Checked)}");
        foreach (var setting in report.Unknown)
        {
            Console.WriteLine($"          setting '{setting}' of the checkpoint is not known here and was not checked");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"weights   {model.Weights.ParameterCount} real parameters; tensors: {string.Join(", ", report.Conversions)}"));
        Console.WriteLine($"latents   {string.Join(", ", model.Manifest.Latent.Features.Select(Range))}; {report.Latents}");
        Console.WriteLine($"model     in {model.Folder}, {new DirectoryInfo(model.Folder).EnumerateFiles().Sum(file => file.Length) / 1e6:f1} MB; accuracy not measured");
    }

    private static string Range(LatentFeature feature) =>
        string.Create(CultureInfo.InvariantCulture, $"{feature.Name} {feature.Minimum} to {feature.Maximum} {feature.Unit}");

    private static Option<double> Number(string name, string description, double value) => new(name) { Description = description, DefaultValueFactory = _ => value };
}
