namespace Noble.Edge.Training;

/// <summary>A trace as a graph renders it, or as the solver has it.</summary>
/// <param name="Voltage">Shape [sample], mV.</param>
/// <param name="Spikes">Their times [ms].</param>
internal sealed record RenderedTrace(float[] Voltage, double[] Spikes)
{
    /// <summary>|V - V'| / |V'|.</summary>
    public double RelativeL2(RenderedTrace reference)
    {
        var (error, size) = (0.0, 0.0);
        for (var k = 0; k < Voltage.Length; k++)
        {
            var difference = (double)Voltage[k] - reference.Voltage[k];
            error += difference * difference;
            size += (double)reference.Voltage[k] * reference.Voltage[k];
        }

        return Math.Sqrt(error / size);
    }
}
