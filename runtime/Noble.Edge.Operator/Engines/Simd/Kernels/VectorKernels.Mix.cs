namespace Noble.Edge.Operator;

/// <content>The mode product: output channels in the lanes, so that the weights stream through once and in order.</content>
internal sealed unsafe partial class VectorKernels<TLanes, TVector>
{
    public override void Mix(in MixCall call)
    {
        for (int mode = 0; mode < call.Modes; mode++)
        {
            int at = 0;
            for (; at + (3 * TLanes.Count) <= call.Stride; at += 3 * TLanes.Count)
            {
                Mix3(call, mode, at);
            }

            for (; at < call.Stride; at += TLanes.Count)
            {
                Mix1(call, mode, at);
            }
        }
    }

    // Sums: rr real times real weight, ii imaginary times imaginary weight, ri real times imaginary weight, ir the other.
    private static void Mix3(in MixCall call, int mode, int at)
    {
        float* xReal = call.X + ((nint)call.Rows[mode] * call.Stride);
        float* xImaginary = xReal + call.Stride;
        float* weights = call.Weights + ((nint)mode * call.Channels * 2 * call.Stride) + at;
        TVector rr0 = TLanes.Zero;
        TVector rr1 = TLanes.Zero;
        TVector rr2 = TLanes.Zero;
        TVector ii0 = TLanes.Zero;
        TVector ii1 = TLanes.Zero;
        TVector ii2 = TLanes.Zero;
        TVector ri0 = TLanes.Zero;
        TVector ri1 = TLanes.Zero;
        TVector ri2 = TLanes.Zero;
        TVector ir0 = TLanes.Zero;
        TVector ir1 = TLanes.Zero;
        TVector ir2 = TLanes.Zero;
        for (int channel = 0; channel < call.Channels; channel++)
        {
            TVector real = TLanes.All(xReal[channel]);
            TVector imaginary = TLanes.All(xImaginary[channel]);
            TVector w = TLanes.Load(weights);
            rr0 = TLanes.MultiplyAdd(real, w, rr0);
            ir0 = TLanes.MultiplyAdd(imaginary, w, ir0);
            w = TLanes.Load(weights + TLanes.Count);
            rr1 = TLanes.MultiplyAdd(real, w, rr1);
            ir1 = TLanes.MultiplyAdd(imaginary, w, ir1);
            w = TLanes.Load(weights + (2 * TLanes.Count));
            rr2 = TLanes.MultiplyAdd(real, w, rr2);
            ir2 = TLanes.MultiplyAdd(imaginary, w, ir2);
            w = TLanes.Load(weights + call.Stride);
            ri0 = TLanes.MultiplyAdd(real, w, ri0);
            ii0 = TLanes.MultiplyAdd(imaginary, w, ii0);
            w = TLanes.Load(weights + call.Stride + TLanes.Count);
            ri1 = TLanes.MultiplyAdd(real, w, ri1);
            ii1 = TLanes.MultiplyAdd(imaginary, w, ii1);
            w = TLanes.Load(weights + call.Stride + (2 * TLanes.Count));
            ri2 = TLanes.MultiplyAdd(real, w, ri2);
            ii2 = TLanes.MultiplyAdd(imaginary, w, ii2);
            weights += 2 * (nint)call.Stride;
        }

        float* y = call.Y + ((nint)call.Rows[mode] * call.Stride) + at;
        TLanes.Store(TLanes.Subtract(rr0, ii0), y);
        TLanes.Store(TLanes.Subtract(rr1, ii1), y + TLanes.Count);
        TLanes.Store(TLanes.Subtract(rr2, ii2), y + (2 * TLanes.Count));
        y += call.Stride;
        TLanes.Store(TLanes.Add(ri0, ir0), y);
        TLanes.Store(TLanes.Add(ri1, ir1), y + TLanes.Count);
        TLanes.Store(TLanes.Add(ri2, ir2), y + (2 * TLanes.Count));
    }

    private static void Mix1(in MixCall call, int mode, int at)
    {
        float* xReal = call.X + ((nint)call.Rows[mode] * call.Stride);
        float* xImaginary = xReal + call.Stride;
        float* weights = call.Weights + ((nint)mode * call.Channels * 2 * call.Stride) + at;
        TVector rr0 = TLanes.Zero;
        TVector ii0 = TLanes.Zero;
        TVector ri0 = TLanes.Zero;
        TVector ir0 = TLanes.Zero;
        for (int channel = 0; channel < call.Channels; channel++)
        {
            TVector real = TLanes.All(xReal[channel]);
            TVector imaginary = TLanes.All(xImaginary[channel]);
            TVector w = TLanes.Load(weights);
            rr0 = TLanes.MultiplyAdd(real, w, rr0);
            ir0 = TLanes.MultiplyAdd(imaginary, w, ir0);
            w = TLanes.Load(weights + call.Stride);
            ri0 = TLanes.MultiplyAdd(real, w, ri0);
            ii0 = TLanes.MultiplyAdd(imaginary, w, ii0);
            weights += 2 * (nint)call.Stride;
        }

        float* y = call.Y + ((nint)call.Rows[mode] * call.Stride) + at;
        TLanes.Store(TLanes.Subtract(rr0, ii0), y);
        y += call.Stride;
        TLanes.Store(TLanes.Add(ri0, ir0), y);
    }
}
