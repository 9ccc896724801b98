namespace Noble.Edge.KernelGenerator;

/// <summary>The sums over the slots of a cell for four channels and a few grid points.</summary>
/// <param name="points">Grid points.</param>
internal sealed class SpreadKernel(int points) : IKernel
{
    private const int Channels = 4;

    public string Name => $"Spread{points}";

    public string Summary => $"The sums of four channels' cells for {points} grid point{(points == 1 ? "" : "s")}.";

    public void Write(CodeWriter code)
    {
        code.Line($"private static void {Name}(in SpreadCall call, int block, int point, float* to, nint channelStride, nint pointStride)");
        code.Block(() =>
        {
            code.Line("nint xStride = call.XStride;");
            code.Line("float* x0 = call.X + (4 * block * xStride);");
            for (int channel = 1; channel < Channels; channel++)
            {
                code.Line($"float* x{channel} = x{channel - 1} + xStride;");
            }

            code.Line("float* window0 = call.Window + (point * call.WindowStride);");
            for (int p = 1; p < points; p++)
            {
                code.Line($"float* window{p} = window{p - 1} + call.WindowStride;");
            }

            ForEach((channel, p) => code.Line($"TVector a{channel}{p} = TLanes.Zero;"));
            code.Line("nint end = (nint)call.Vectors * TLanes.Count;");
            code.Block("for (nint at = 0; at < end; at += TLanes.Count)", () => Products(code));
            for (int channel = 0; channel < Channels; channel++)
            {
                for (int p = 0; p < points; p++)
                {
                    code.Line($"TLanes.Store(a{channel}{p}, to{(p == 0 ? "" : p == 1 ? " + pointStride" : $" + ({p} * pointStride)")});");
                }

                if (channel < Channels - 1)
                {
                    code.Line("to += channelStride;");
                }
            }
        });
    }

    private void Products(CodeWriter code)
    {
        for (int p = 0; p < points; p++)
        {
            code.Line($"TVector w{p} = TLanes.Load(window{p} + at);");
        }

        for (int channel = 0; channel < Channels; channel++)
        {
            code.Line($"{(channel == 0 ? "TVector " : "")}x = TLanes.Load(x{channel} + at);");
            for (int p = 0; p < points; p++)
            {
                code.Line($"a{channel}{p} = TLanes.MultiplyAdd(x, w{p}, a{channel}{p});");
            }
        }
    }

    private void ForEach(Action<int, int> action)
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            for (int p = 0; p < points; p++)
            {
                action(channel, p);
            }
        }
    }
}
