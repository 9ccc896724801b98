namespace Noble.Edge.KernelGenerator;

/// <summary>The dense product for a block of rows by vectors: every sum in a local, so that it stays in a register.</summary>
/// <param name="rows">Rows of a block: a multiple of the four that lie side by side in the weights, or 1.</param>
/// <param name="vectors">Vectors of a block.</param>
/// <param name="hasTerms">Whether the kernel has the optional terms, interpolation and gate.</param>
internal sealed class DenseKernel(int rows, int vectors, bool hasTerms) : IKernel
{
    public string Name => $"Dense{rows}x{vectors}";

    public string Summary => $"The dense product for {rows} row{(rows == 1 ? "" : "s")} by {vectors} vector{(vectors == 1 ? "" : "s")}.";

    private int Steps => (rows + 3) / 4; // fours of rows

    public void Write(CodeWriter code)
    {
        code.Line($"private static void {Name}(in DenseCall call, int vector, int block, int end)");
        code.Block(() =>
        {
            code.Line("nint at = (nint)vector * TLanes.Count;");
            code.Line("nint xStride = call.XStride;");
            code.Line("float* y = call.Y + (4 * block * call.YStride) + at;");
            code.Line($"for (; block < end; block += {Steps})");
            code.Block(() => Body(code));
        });
    }

    private void Body(CodeWriter code)
    {
        code.Line("float* bias = call.Bias + (4 * (nint)block);");
        for (int row = 0; row < rows; row++)
        {
            code.Line($"TVector a{row}0 = TLanes.All(bias[{row}]);");
            for (int vector = 1; vector < vectors; vector++)
            {
                code.Line($"TVector a{row}{vector} = a{row}0;");
            }
        }

        code.Line("float* x = call.X + at;");
        code.Line("float* weights0 = call.Weights + (4 * (nint)block * call.Inputs);");
        code.Line("float* last = weights0 + (4 * (nint)call.Inputs);");
        for (int step = 1; step < Steps; step++)
        {
            code.Line($"float* weights{step} = weights{step - 1} + (4 * (nint)call.Inputs);");
        }

        code.Block($"for (; weights0 < last; {string.Join(", ", Enumerable.Range(0, Steps).Select(step => $"weights{step} += 4"))})", () =>
        {
            Loads(code, "x");
            Products(code, row => $"TLanes.All(weights{row / 4}[{row % 4}])");
            code.Line("x += xStride;");
        });
        if (hasTerms)
        {
            Interpolation(code);
            Gate(code);
        }

        Stores(code);
    }

    private void Interpolation(CodeWriter code)
    {
        code.Block("if (call.Grid != null)", () =>
        {
            code.Line("float* window = call.Window + at;");
            code.Line("float* grid = call.Grid + (4 * block * call.GridStride);");
            code.Line("for (int point = 0; point < call.Points; point++)");
            code.Block(() =>
            {
                Loads(code, "window");
                Products(code, row => row switch
                {
                    0 => "TLanes.Load(grid + point)",
                    1 => "TLanes.Load(grid + call.GridStride + point)",
                    _ => $"TLanes.Load(grid + ({row} * call.GridStride) + point)",
                });
                code.Line("window += call.WindowStride;");
            });
        });
    }

    private void Gate(CodeWriter code)
    {
        code.Block("if (call.Gate != null)", () =>
        {
            code.Line("float* gate = call.Gate + (4 * block);");
            code.Line("float* gateX = call.GateX + (4 * block * call.GateXStride) + at;");
            for (int row = 0; row < rows; row++)
            {
                code.Line($"{(row == 0 ? "TVector " : "")}w = TLanes.All(gate[{row}]);");
                for (int vector = 0; vector < vectors; vector++)
                {
                    code.Line($"a{row}{vector} = TLanes.MultiplyAdd(w, TLanes.Load({At("gateX", vector)}), a{row}{vector});");
                }

                if (row < rows - 1)
                {
                    code.Line("gateX += call.GateXStride;");
                }
            }
        });
    }

    private void Stores(CodeWriter code)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int vector = 0; vector < vectors; vector++)
            {
                code.Line($"TLanes.Store(a{row}{vector}, {At("y", vector)});");
            }

            code.Line("y += call.YStride;");
        }
    }

    private void Loads(CodeWriter code, string pointer)
    {
        for (int vector = 0; vector < vectors; vector++)
        {
            code.Line($"TVector x{vector} = TLanes.Load({At(pointer, vector)});");
        }
    }

    private void Products(CodeWriter code, Func<int, string> factor)
    {
        for (int row = 0; row < rows; row++)
        {
            code.Line($"{(row == 0 ? "TVector " : "")}w = {factor(row)};");
            for (int vector = 0; vector < vectors; vector++)
            {
                code.Line($"a{row}{vector} = TLanes.MultiplyAdd(w, x{vector}, a{row}{vector});");
            }
        }
    }

    private static string At(string pointer, int vector) => vector switch
    {
        0 => pointer,
        1 => $"{pointer} + TLanes.Count",
        _ => $"{pointer} + ({vector} * TLanes.Count)",
    };
}
