using System.CommandLine;
using System.Globalization;
using Noble.Edge.Host;

namespace Noble.Edge.Tools;

/// <summary><c>noble-tools nwb</c>: a recording as an NWB file.</summary>
internal static class NwbCommand
{
    private static readonly Argument<string> Recording = Files.Recording();
    private static readonly Option<string> Out = Arguments.Text("--out", "The NWB file", "F.nwb", required: true);
    private static readonly Option<string> Model = Arguments.Text("--model", "Model folder; default where the recording says it was", "DIR");
    private static readonly Option<bool> WithoutModel = Arguments.Flag("--without-model", "Do without the model: no latent points, trials, step current or voltage");
    private static readonly Option<string> WithVoltage = Arguments.Text("--with-voltage", "Render the voltage of these neurons again, every trial", "N,N,...");
    private static readonly Option<string> Voltage = Arguments.Text("--voltage", "Voltage of the first trial, as noble-edge render writes it", "V.npy");
    private static readonly Option<string> SessionDescription = Arguments.Text("--session-description", "A sentence about the experiment; default what was recorded with what", "TEXT");
    private static readonly Option<string> SessionId = Arguments.Text("--session", "The laboratory's name of the session", "ID");
    private static readonly Option<string> Subject = Arguments.Text("--subject", "The laboratory's name of the animal, slice or culture", "ID");
    private static readonly Option<string[]> Experimenter = new("--experimenter") { Description = "Who did it, as \"Last, First\"; once for each", HelpName = "NAME" };
    private static readonly Option<string> Lab = Arguments.Text("--lab", "Laboratory", "NAME");
    private static readonly Option<string> Institution = Arguments.Text("--institution", "Institution", "NAME");

    internal static Command Create()
    {
        var command = new Command("nwb", "Write a recording as an NWB 2 file: units, stimuli, voltage, inputs, limits, trials, provenance.")
        {
            Recording, Out, Model, WithoutModel, WithVoltage, Voltage, SessionDescription, SessionId, Subject, Experimenter, Lab, Institution,
        };
        command.SetAction(parsed => Errors.Guard(() => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var options = new NwbOptions
        {
            Path = Files.Output("--out", parsed.GetRequiredValue(Out), ".nwb"),
            Voltage = parsed.GetValue(WithVoltage) is { } text ? Neurons("--with-voltage", text) : [],
            VoltageFile = parsed.GetValue(Voltage),
            SessionDescription = parsed.GetValue(SessionDescription),
            SessionId = parsed.GetValue(SessionId),
            Subject = parsed.GetValue(Subject),
            Experimenters = parsed.GetValue(Experimenter) ?? [],
            Lab = parsed.GetValue(Lab),
            Institution = parsed.GetValue(Institution),
        };
        var isWithout = parsed.GetValue(WithoutModel);
        if (options.Voltage.Count > 0 && options.VoltageFile is not null)
        {
            throw new UserMistakeException("--with-voltage and --voltage both given, expected one");
        }

        if (isWithout && (options.Voltage.Count > 0 || options.VoltageFile is not null || parsed.GetValue(Model) is not null))
        {
            throw new UserMistakeException("--without-model given with --model, --with-voltage or --voltage, expected one of them");
        }

        var survey = RecordingSurvey.Take(parsed.GetRequiredValue(Recording));
        var recorded = isWithout ? null : RecordedPopulation.Make(survey, parsed.GetValue(Model));
        NwbExport.Write(survey, recorded, options);
        Console.Out.WriteLine(FormattableString.Invariant(
            $"{options.Path}: {survey.SpikeCount} spikes, {survey.Series.Values.Sum()} other events in {survey.Series.Count} series, {options.Voltage.Count} voltages, {survey.LastNanoseconds * 1e-9:0.000} s"));
        return Files.ExitCodeOf(survey);
    }

    /// <summary>Neurons of a list.</summary>
    /// <exception cref="UserMistakeException">It is none, or names one twice.</exception>
    internal static int[] Neurons(string option, string text)
    {
        int[] neurons = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(part =>
            int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var neuron)
                ? neuron
                : throw new UserMistakeException($"{option} '{text}': expected numbers of neurons, as in 0,3,7"))];
        return neurons.Distinct().Count() == neurons.Length ? neurons : throw new UserMistakeException($"{option} '{text}': names a neuron twice");
    }
}
