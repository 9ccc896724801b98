namespace Noble.Edge.Operator;

/// <summary>
/// The scalar twin of <see cref="VectorKernels{TLanes, TVector}"/>: the same calls as plain loops, one float at a time, on
/// the memory layout of any width.
/// </summary>
internal sealed unsafe class ScalarKernels(int lanes) : KernelSet
{
    public override int Lanes => lanes;

    public override int MostVectors => 3;

    public override string Name => "scalar";

    public override void Dense(in DenseCall call)
    {
        int outputs = call.IsSingleRow ? 1 : 4 * call.Blocks;
        for (int output = 0; output < outputs; output++)
        {
            float* weights = call.Weights + ((output / 4) * 4 * call.Inputs) + (output % 4);
            for (int i = 0; i < call.Vectors * lanes; i++)
            {
                float sum = call.Bias[output];
                for (int input = 0; input < call.Inputs; input++)
                {
                    sum += weights[4 * input] * call.X[(input * call.XStride) + i];
                }

                for (int point = 0; call.Grid != null && point < call.Points; point++)
                {
                    sum += call.Grid[(output * call.GridStride) + point + (i % lanes)] * call.Window[(point * call.WindowStride) + i];
                }

                if (call.Gate != null)
                {
                    sum += call.Gate[output] * call.GateX[(output * call.GateXStride) + i];
                }

                call.Y[(output * call.YStride) + i] = sum;
            }
        }
    }

    public override void Gelu(float* values, nint count)
    {
        GeluTable table = lanes == 16 ? GeluTable.Fine : GeluTable.Coarse;
        for (nint i = 0; i < count; i++)
        {
            values[i] = table.Gelu(values[i]);
        }
    }

    public override void Spread(in SpreadCall call)
    {
        for (int channel = 0; channel < 4 * call.Blocks; channel++)
        {
            for (int point = 0; point < call.Points; point++)
            {
                for (int i = 0; i < call.Vectors * lanes; i++)
                {
                    call.Out[(channel * call.OutStride) + (i % lanes) + point] += call.X[(channel * call.XStride) + i] * call.Window[(point * call.WindowStride) + i];
                }
            }
        }
    }

    public override void Mix(in MixCall call)
    {
        for (int mode = 0; mode < call.Modes; mode++)
        {
            nint row = (nint)call.Rows[mode] * call.Stride;
            for (int output = 0; output < call.Stride; output++)
            {
                float real = 0;
                float imaginary = 0;
                for (int input = 0; input < call.Channels; input++)
                {
                    float* weights = call.Weights + ((((nint)mode * call.Channels) + input) * 2 * call.Stride) + output;
                    float xReal = call.X[row + input];
                    float xImaginary = call.X[row + call.Stride + input];
                    real += (xReal * weights[0]) - (xImaginary * weights[call.Stride]);
                    imaginary += (xReal * weights[call.Stride]) + (xImaginary * weights[0]);
                }

                call.Y[row + output] = real;
                call.Y[row + call.Stride + output] = imaginary;
            }
        }
    }
}
