using System.Text.Json;

namespace Noble.Edge.Rig;

/// <summary>A circuit's description as JSON: the keys are the properties' names in camel case, and what is left out has the property's default.</summary>
/// <remarks>
/// A synapse has <c>"inhibitory": true</c> for the inhibitory reversal potential, or <c>reversalMillivolts</c>. Comments and trailing commas are
/// allowed; a key that is none is a mistake.
/// </remarks>
public static class CircuitFile
{
    private const int MostBytes = 64 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="CircuitException">The file cannot be read or says something wrong.</exception>
    public static CircuitSpec Read(string path)
    {
        byte[] text;
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                throw new CircuitException(path, $"has more than {MostBytes} bytes");
            }

            text = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CircuitException(path, $"cannot be read: {e.Message}");
        }

        try
        {
            return Parse(text);
        }
        catch (CircuitException e)
        {
            throw new CircuitException($"{path}:", e.Message);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="utf8">The JSON object.</param>
    /// <exception cref="CircuitException">It says something wrong.</exception>
    public static CircuitSpec Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(
                utf8, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false });
            return Parse(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new CircuitException("circuit", $"is no JSON object: {e.Message}");
        }
    }

    /// <summary>Reads an object that is part of another file.</summary>
    /// <exception cref="CircuitException">It says something wrong.</exception>
    public static CircuitSpec Parse(JsonElement element)
    {
        var circuit = new CircuitPart("circuit", element);
        var spec = new CircuitSpec
        {
            VirtualCells = circuit.Integer("virtualCells") ?? 0,
            Preparation = circuit.List("preparation", Preparation),
            Synapses = circuit.List("synapses", Synapse),
            Graded = circuit.List("graded", Graded),
            Electrical = circuit.List("electrical", Electrical),
            Background = circuit.List("background", Background),
            Holding = circuit.List("holding", part => new HoldingCurrentSpec { Cell = part.RequiredInteger("cell"), Nanoamperes = part.RequiredNumber("nanoamperes") }),
            Limits = circuit.Object("limits", Limits) ?? CircuitLimits.Default,
            Seed = circuit.Seed("seed") ?? 1,
        };
        circuit.Finish();
        spec.Check();
        return spec;
    }

    private static CircuitLimits Limits(CircuitPart part)
    {
        var standard = CircuitLimits.Default;
        return new CircuitLimits
        {
            VirtualNanoamperes = part.Number("virtualNanoamperes") ?? standard.VirtualNanoamperes,
            ConductanceNanosiemens = part.Number("conductanceNanosiemens") ?? standard.ConductanceNanosiemens,
        };
    }

    private static PreparationCellSpec Preparation(CircuitPart part)
    {
        var standard = new PreparationCellSpec();
        return new PreparationCellSpec
        {
            SpikeThresholdMillivolts = part.IsFalse("detectsSpikes") ? double.NaN : part.Number("spikeThresholdMillivolts") ?? standard.SpikeThresholdMillivolts,
            RefractoryMilliseconds = part.Number("refractoryMilliseconds") ?? standard.RefractoryMilliseconds,
            LowestMillivolts = part.Number("lowestMillivolts") ?? standard.LowestMillivolts,
            HighestMillivolts = part.Number("highestMillivolts") ?? standard.HighestMillivolts,
            HoldMilliseconds = part.Number("holdMilliseconds") ?? standard.HoldMilliseconds,
            MaximumNanoamperes = part.Number("maximumNanoamperes") ?? standard.MaximumNanoamperes,
        };
    }

    private static ChemicalSynapseSpec Synapse(CircuitPart part)
    {
        var standard = new ChemicalSynapseSpec { From = 0, To = 0, ConductanceNanosiemens = 0 };
        return new ChemicalSynapseSpec
        {
            Name = part.Text("name"),
            From = part.RequiredInteger("from"),
            To = part.RequiredInteger("to"),
            ConductanceNanosiemens = part.RequiredNumber("conductanceNanosiemens"),
            ReversalMillivolts = Reversal(part),
            RiseMilliseconds = part.Number("riseMilliseconds") ?? standard.RiseMilliseconds,
            DecayMilliseconds = part.Number("decayMilliseconds") ?? standard.DecayMilliseconds,
            DelayMilliseconds = part.Number("delayMilliseconds") ?? standard.DelayMilliseconds,
            SaturationNanosiemens = part.Number("saturationNanosiemens") ?? standard.SaturationNanosiemens,
            Plasticity = part.Object("plasticity", plasticity => new ShortTermPlasticitySpec
            {
                Release = plasticity.RequiredNumber("release"),
                RecoveryMilliseconds = plasticity.RequiredNumber("recoveryMilliseconds"),
                FacilitationMilliseconds = plasticity.Number("facilitationMilliseconds") ?? 0,
            }),
        };
    }

    private static double Reversal(CircuitPart part)
    {
        var isInhibitory = part.Flag("inhibitory");
        var reversal = part.Number("reversalMillivolts");
        return isInhibitory is not null && reversal is not null
            ? throw new CircuitException(part.Where, "has inhibitory and reversalMillivolts, expected one of them")
            : reversal ?? (isInhibitory == true ? ChemicalSynapseSpec.InhibitoryReversalMillivolts : ChemicalSynapseSpec.ExcitatoryReversalMillivolts);
    }

    private static GradedSynapseSpec Graded(CircuitPart part)
    {
        var standard = new GradedSynapseSpec { From = 0, To = 0, ConductanceNanosiemens = 0 };
        return new GradedSynapseSpec
        {
            Name = part.Text("name"),
            From = part.RequiredInteger("from"),
            To = part.RequiredInteger("to"),
            ConductanceNanosiemens = part.RequiredNumber("conductanceNanosiemens"),
            ReversalMillivolts = part.Number("reversalMillivolts") ?? standard.ReversalMillivolts,
            HalfMillivolts = part.Number("halfMillivolts") ?? standard.HalfMillivolts,
            SlopeMillivolts = part.Number("slopeMillivolts") ?? standard.SlopeMillivolts,
            TimeConstantMilliseconds = part.Number("timeConstantMilliseconds") ?? standard.TimeConstantMilliseconds,
        };
    }

    private static ElectricalCouplingSpec Electrical(CircuitPart part) => new()
    {
        Name = part.Text("name"),
        From = part.RequiredInteger("from"),
        To = part.RequiredInteger("to"),
        ConductanceNanosiemens = part.RequiredNumber("conductanceNanosiemens"),
        IsRectifying = part.Flag("isRectifying") ?? false,
    };

    private static BackgroundSpec Background(CircuitPart part)
    {
        var standard = new BackgroundSpec { Cell = 0 };
        return new BackgroundSpec
        {
            Name = part.Text("name"),
            Cell = part.RequiredInteger("cell"),
            ExcitatoryMeanNanosiemens = part.Number("excitatoryMeanNanosiemens") ?? 0,
            ExcitatoryDeviationNanosiemens = part.Number("excitatoryDeviationNanosiemens") ?? 0,
            ExcitatoryTimeConstantMilliseconds = part.Number("excitatoryTimeConstantMilliseconds") ?? standard.ExcitatoryTimeConstantMilliseconds,
            ExcitatoryReversalMillivolts = part.Number("excitatoryReversalMillivolts") ?? standard.ExcitatoryReversalMillivolts,
            InhibitoryMeanNanosiemens = part.Number("inhibitoryMeanNanosiemens") ?? 0,
            InhibitoryDeviationNanosiemens = part.Number("inhibitoryDeviationNanosiemens") ?? 0,
            InhibitoryTimeConstantMilliseconds = part.Number("inhibitoryTimeConstantMilliseconds") ?? standard.InhibitoryTimeConstantMilliseconds,
            InhibitoryReversalMillivolts = part.Number("inhibitoryReversalMillivolts") ?? standard.InhibitoryReversalMillivolts,
        };
    }
}
