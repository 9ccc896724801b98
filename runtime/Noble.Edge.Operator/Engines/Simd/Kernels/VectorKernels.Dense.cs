namespace Noble.Edge.Operator;

/// <content>The dense product in blocks of four rows by three, two or one vectors, accumulators in named locals.</content>
internal sealed unsafe partial class VectorKernels<TLanes, TVector>
{
    public override void Dense(in DenseCall call)
    {
        for (int vector = 0; vector < call.Vectors;)
        {
            // Four left are two and two: a single vector's four sums would wait for each other.
            int left = call.Vectors - vector;
            switch (left == 4 ? 2 : left)
            {
                case 1:
                    Dense1(call, vector);
                    vector += 1;
                    break;
                case 2:
                    Dense2(call, vector);
                    vector += 2;
                    break;
                default:
                    Dense3(call, vector);
                    vector += 3;
                    break;
            }
        }
    }

    private static void Dense3(in DenseCall call, int vector)
    {
        nint at = (nint)vector * TLanes.Count;
        float* weights = call.Weights;
        float* y = call.Y + at;
        nint xStride = call.XStride;
        for (int block = 0; block < call.Blocks; block++)
        {
            float* bias = call.Bias + (4 * block);
            TVector a00 = TLanes.All(bias[0]);
            TVector a01 = a00;
            TVector a02 = a00;
            TVector a10 = TLanes.All(bias[1]);
            TVector a11 = a10;
            TVector a12 = a10;
            TVector a20 = TLanes.All(bias[2]);
            TVector a21 = a20;
            TVector a22 = a20;
            TVector a30 = TLanes.All(bias[3]);
            TVector a31 = a30;
            TVector a32 = a30;
            float* x = call.X + at;
            for (float* end = weights + (4 * (nint)call.Inputs); weights < end; weights += 4)
            {
                TVector x0 = TLanes.Load(x);
                TVector x1 = TLanes.Load(x + TLanes.Count);
                TVector x2 = TLanes.Load(x + (2 * TLanes.Count));
                TVector w = TLanes.All(weights[0]);
                a00 = TLanes.MultiplyAdd(w, x0, a00);
                a01 = TLanes.MultiplyAdd(w, x1, a01);
                a02 = TLanes.MultiplyAdd(w, x2, a02);
                w = TLanes.All(weights[1]);
                a10 = TLanes.MultiplyAdd(w, x0, a10);
                a11 = TLanes.MultiplyAdd(w, x1, a11);
                a12 = TLanes.MultiplyAdd(w, x2, a12);
                w = TLanes.All(weights[2]);
                a20 = TLanes.MultiplyAdd(w, x0, a20);
                a21 = TLanes.MultiplyAdd(w, x1, a21);
                a22 = TLanes.MultiplyAdd(w, x2, a22);
                w = TLanes.All(weights[3]);
                a30 = TLanes.MultiplyAdd(w, x0, a30);
                a31 = TLanes.MultiplyAdd(w, x1, a31);
                a32 = TLanes.MultiplyAdd(w, x2, a32);
                x += xStride;
            }

            if (call.Grid != null)
            {
                float* window = call.Window + at;
                float* grid = call.Grid + (4 * block * call.GridStride);
                for (int point = 0; point < call.Points; point++)
                {
                    TVector x0 = TLanes.Load(window);
                    TVector x1 = TLanes.Load(window + TLanes.Count);
                    TVector x2 = TLanes.Load(window + (2 * TLanes.Count));
                    TVector w = TLanes.Load(grid + point);
                    a00 = TLanes.MultiplyAdd(w, x0, a00);
                    a01 = TLanes.MultiplyAdd(w, x1, a01);
                    a02 = TLanes.MultiplyAdd(w, x2, a02);
                    w = TLanes.Load(grid + call.GridStride + point);
                    a10 = TLanes.MultiplyAdd(w, x0, a10);
                    a11 = TLanes.MultiplyAdd(w, x1, a11);
                    a12 = TLanes.MultiplyAdd(w, x2, a12);
                    w = TLanes.Load(grid + (2 * call.GridStride) + point);
                    a20 = TLanes.MultiplyAdd(w, x0, a20);
                    a21 = TLanes.MultiplyAdd(w, x1, a21);
                    a22 = TLanes.MultiplyAdd(w, x2, a22);
                    w = TLanes.Load(grid + (3 * call.GridStride) + point);
                    a30 = TLanes.MultiplyAdd(w, x0, a30);
                    a31 = TLanes.MultiplyAdd(w, x1, a31);
                    a32 = TLanes.MultiplyAdd(w, x2, a32);
                    window += call.WindowStride;
                }
            }

            if (call.Gate != null)
            {
                float* gate = call.Gate + (4 * block);
                float* gateX = call.GateX + (4 * block * call.GateXStride) + at;
                TVector w = TLanes.All(gate[0]);
                a00 = TLanes.MultiplyAdd(w, TLanes.Load(gateX), a00);
                a01 = TLanes.MultiplyAdd(w, TLanes.Load(gateX + TLanes.Count), a01);
                a02 = TLanes.MultiplyAdd(w, TLanes.Load(gateX + (2 * TLanes.Count)), a02);
                gateX += call.GateXStride;
                w = TLanes.All(gate[1]);
                a10 = TLanes.MultiplyAdd(w, TLanes.Load(gateX), a10);
                a11 = TLanes.MultiplyAdd(w, TLanes.Load(gateX + TLanes.Count), a11);
                a12 = TLanes.MultiplyAdd(w, TLanes.Load(gateX + (2 * TLanes.Count)), a12);
                gateX += call.GateXStride;
                w = TLanes.All(gate[2]);
                a20 = TLanes.MultiplyAdd(w, TLanes.Load(gateX), a20);
                a21 = TLanes.MultiplyAdd(w, TLanes.Load(gateX + TLanes.Count), a21);
                a22 = TLanes.MultiplyAdd(w, TLanes.Load(gateX + (2 * TLanes.Count)), a22);
                gateX += call.GateXStride;
                w = TLanes.All(gate[3]);
                a30 = TLanes.MultiplyAdd(w, TLanes.Load(gateX), a30);
                a31 = TLanes.MultiplyAdd(w, TLanes.Load(gateX + TLanes.Count), a31);
                a32 = TLanes.MultiplyAdd(w, TLanes.Load(gateX + (2 * TLanes.Count)), a32);
            }

            TLanes.Store(a00, y);
            TLanes.Store(a01, y + TLanes.Count);
            TLanes.Store(a02, y + (2 * TLanes.Count));
            y += call.YStride;
            TLanes.Store(a10, y);
            TLanes.Store(a11, y + TLanes.Count);
            TLanes.Store(a12, y + (2 * TLanes.Count));
            y += call.YStride;
            TLanes.Store(a20, y);
            TLanes.Store(a21, y + TLanes.Count);
            TLanes.Store(a22, y + (2 * TLanes.Count));
            y += call.YStride;
            TLanes.Store(a30, y);
            TLanes.Store(a31, y + TLanes.Count);
            TLanes.Store(a32, y + (2 * TLanes.Count));
            y += call.YStride;
        }
    }

    private static void Dense2(in DenseCall call, int vector)
    {
        nint at = (nint)vector * TLanes.Count;
        float* weights = call.Weights;
        float* y = call.Y + at;
        nint xStride = call.XStride;
        for (int block = 0; block < call.Blocks; block++)
        {
            float* bias = call.Bias + (4 * block);
            TVector a00 = TLanes.All(bias[0]);
            TVector a01 = a00;
            TVector a10 = TLanes.All(bias[1]);
            TVector a11 = a10;
            TVector a20 = TLanes.All(bias[2]);
            TVector a21 = a20;
            TVector a30 = TLanes.All(bias[3]);
            TVector a31 = a30;
            float* x = call.X + at;
            for (float* end = weights + (4 * (nint)call.Inputs); weights < end; weights += 4)
            {
                TVector x0 = TLanes.Load(x);
                TVector x1 = TLanes.Load(x + TLanes.Count);
                TVector w = TLanes.All(weights[0]);
                a00 = TLanes.MultiplyAdd(w, x0, a00);
                a01 = TLanes.MultiplyAdd(w, x1, a01);
                w = TLanes.All(weights[1]);
                a10 = TLanes.MultiplyAdd(w, x0, a10);
                a11 = TLanes.MultiplyAdd(w, x1, a11);
                w = TLanes.All(weights[2]);
                a20 = TLanes.MultiplyAdd(w, x0, a20);
                a21 = TLanes.MultiplyAdd(w, x1, a21);
                w = TLanes.All(weights[3]);
                a30 = TLanes.MultiplyAdd(w, x0, a30);
                a31 = TLanes.MultiplyAdd(w, x1, a31);
                x += xStride;
            }

            if (call.Grid != null)
            {
                float* window = call.Window + at;
                float* grid = call.Grid + (4 * block * call.GridStride);
                for (int point = 0; point < call.Points; point++)
                {
                    TVector x0 = TLanes.Load(window);
                    TVector x1 = TLanes.Load(window + TLanes.Count);
                    TVector w = TLanes.Load(grid + point);
                    a00 = TLanes.MultiplyAdd(w, x0, a00);
                    a01 = TLanes.MultiplyAdd(w, x1, a01);
                    w = TLanes.Load(grid + call.GridStride + point);
                    a10 = TLanes.MultiplyAdd(w, x0, a10);
                    a11 = TLanes.MultiplyAdd(w, x1, a11);
                    w = TLanes.Load(grid + (2 * call.GridStride) + point);
                    a20 = TLanes.MultiplyAdd(w, x0, a20);
                    a21 = TLanes.MultiplyAdd(w, x1, a21);
                    w = TLanes.Load(grid + (3 * call.GridStride) + point);
                    a30 = TLanes.MultiplyAdd(w, x0, a30);
                    a31 = TLanes.MultiplyAdd(w, x1, a31);
                    window += call.WindowStride;
                }
            }

            if (call.Gate != null)
            {
                float* gate = call.Gate + (4 * block);
                float* gateX = call.GateX + (4 * block * call.GateXStride) + at;
                TVector w = TLanes.All(gate[0]);
                a00 = TLanes.MultiplyAdd(w, TLanes.Load(gateX), a00);
                a01 = TLanes.MultiplyAdd(w, TLanes.Load(gateX + TLanes.Count), a01);
                gateX += call.GateXStride;
                w = TLanes.All(gate[1]);
                a10 = TLanes.MultiplyAdd(w, TLanes.Load(gateX), a10);
                a11 = TLanes.MultiplyAdd(w, TLanes.Load(gateX + TLanes.Count), a11);
                gateX += call.GateXStride;
                w = TLanes.All(gate[2]);
                a20 = TLanes.MultiplyAdd(w, TLanes.Load(gateX), a20);
                a21 = TLanes.MultiplyAdd(w, TLanes.Load(gateX + TLanes.Count), a21);
                gateX += call.GateXStride;
                w = TLanes.All(gate[3]);
                a30 = TLanes.MultiplyAdd(w, TLanes.Load(gateX), a30);
                a31 = TLanes.MultiplyAdd(w, TLanes.Load(gateX + TLanes.Count), a31);
            }

            TLanes.Store(a00, y);
            TLanes.Store(a01, y + TLanes.Count);
            y += call.YStride;
            TLanes.Store(a10, y);
            TLanes.Store(a11, y + TLanes.Count);
            y += call.YStride;
            TLanes.Store(a20, y);
            TLanes.Store(a21, y + TLanes.Count);
            y += call.YStride;
            TLanes.Store(a30, y);
            TLanes.Store(a31, y + TLanes.Count);
            y += call.YStride;
        }
    }

    private static void Dense1(in DenseCall call, int vector)
    {
        nint at = (nint)vector * TLanes.Count;
        float* weights = call.Weights;
        float* y = call.Y + at;
        nint xStride = call.XStride;
        for (int block = 0; block < call.Blocks; block++)
        {
            float* bias = call.Bias + (4 * block);
            TVector a00 = TLanes.All(bias[0]);
            TVector a10 = TLanes.All(bias[1]);
            TVector a20 = TLanes.All(bias[2]);
            TVector a30 = TLanes.All(bias[3]);
            float* x = call.X + at;
            for (float* end = weights + (4 * (nint)call.Inputs); weights < end; weights += 4)
            {
                TVector x0 = TLanes.Load(x);
                TVector w = TLanes.All(weights[0]);
                a00 = TLanes.MultiplyAdd(w, x0, a00);
                w = TLanes.All(weights[1]);
                a10 = TLanes.MultiplyAdd(w, x0, a10);
                w = TLanes.All(weights[2]);
                a20 = TLanes.MultiplyAdd(w, x0, a20);
                w = TLanes.All(weights[3]);
                a30 = TLanes.MultiplyAdd(w, x0, a30);
                x += xStride;
            }

            if (call.Grid != null)
            {
                float* window = call.Window + at;
                float* grid = call.Grid + (4 * block * call.GridStride);
                for (int point = 0; point < call.Points; point++)
                {
                    TVector x0 = TLanes.Load(window);
                    TVector w = TLanes.Load(grid + point);
                    a00 = TLanes.MultiplyAdd(w, x0, a00);
                    w = TLanes.Load(grid + call.GridStride + point);
                    a10 = TLanes.MultiplyAdd(w, x0, a10);
                    w = TLanes.Load(grid + (2 * call.GridStride) + point);
                    a20 = TLanes.MultiplyAdd(w, x0, a20);
                    w = TLanes.Load(grid + (3 * call.GridStride) + point);
                    a30 = TLanes.MultiplyAdd(w, x0, a30);
                    window += call.WindowStride;
                }
            }

            if (call.Gate != null)
            {
                float* gate = call.Gate + (4 * block);
                float* gateX = call.GateX + (4 * block * call.GateXStride) + at;
                TVector w = TLanes.All(gate[0]);
                a00 = TLanes.MultiplyAdd(w, TLanes.Load(gateX), a00);
                gateX += call.GateXStride;
                w = TLanes.All(gate[1]);
                a10 = TLanes.MultiplyAdd(w, TLanes.Load(gateX), a10);
                gateX += call.GateXStride;
                w = TLanes.All(gate[2]);
                a20 = TLanes.MultiplyAdd(w, TLanes.Load(gateX), a20);
                gateX += call.GateXStride;
                w = TLanes.All(gate[3]);
                a30 = TLanes.MultiplyAdd(w, TLanes.Load(gateX), a30);
            }

            TLanes.Store(a00, y);
            y += call.YStride;
            TLanes.Store(a10, y);
            y += call.YStride;
            TLanes.Store(a20, y);
            y += call.YStride;
            TLanes.Store(a30, y);
            y += call.YStride;
        }
    }
}
