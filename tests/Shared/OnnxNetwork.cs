using Noble.Edge.Operator;

namespace Noble.Edge.Tests;

/// <summary>
/// A whole Fourier neural operator as an ONNX graph in plain form, written from its equations for tests that must not depend on the trainer's
/// exporter: the spectral layers are two products with the matrices of the kept modes.
/// </summary>
internal sealed class OnnxNetwork
{
    private readonly OnnxFile _file = new();
    private readonly FnoWeights _weights;
    private readonly int _length;

    private OnnxNetwork(FnoWeights weights, int length) => (_weights, _length) = (weights, length);

    private int Hidden => _weights.Shape.HiddenChannels;

    private int Modes => _weights.Shape.Modes;

    /// <summary>The graph's bytes, with the input and output that <see cref="OnnxGraph"/> says.</summary>
    public static byte[] Write(FnoWeights weights, int length) => new OnnxNetwork(weights, length).Write();

    /// <summary>Adds the graph to a model's folder and its manifest.</summary>
    public static void AddTo(string folder)
    {
        var model = ModelBundle.Load(folder);
        var graph = new OnnxGraph { File = "operator.onnx", Precision = OnnxPrecision.Fp32, Form = OnnxForm.Plain, Opset = 17, RelativeL2 = 1.5e-7 };
        ModelBundle.SaveGraph(model, graph, Write(model.Weights, model.Manifest.Grid.Length));
    }

    private byte[] Write()
    {
        var shape = _weights.Shape;
        _file.Input(OnnxGraph.InputName, OnnxFile.Float32, OnnxFile.Dynamic, shape.InputChannels, _length);
        _file.Output(OnnxGraph.OutputName, OnnxFile.Float32, OnnxFile.Dynamic, 1, _length);
        var state = Gelu(Lift(OnnxGraph.InputName));
        state = Map(_weights.LiftingWeight1, _weights.LiftingBias1, state, shape.LiftingChannels);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            state = Block(_weights.Blocks[layer], state, last: layer == shape.Layers - 1);
        }

        state = Gelu(Map(_weights.ProjectionWeight0, _weights.ProjectionBias0, state, Hidden));
        state = Product(_file.Constant(_weights.ProjectionWeight1, 1, shape.ProjectionChannels), state);
        _file.Node("Add", [state, _file.Constant([_weights.ProjectionBias1], 1, 1)], [OnnxGraph.OutputName]);
        return _file.ToArray();
    }

    // The grid coordinate's own column of the first map is a constant in time and goes with the bias.
    private string Lift(string input)
    {
        var shape = _weights.Shape;
        var (inputs, rows) = (shape.InputChannels, shape.LiftingChannels);
        var weight = new float[rows * inputs];
        var rest = new float[rows * _length];
        for (var r = 0; r < rows; r++)
        {
            var row = _weights.LiftingWeight0.Slice(r * (inputs + 1), inputs + 1);
            row[..inputs].CopyTo(weight.AsSpan(r * inputs));
            for (var t = 0; t < _length; t++)
            {
                rest[(r * _length) + t] = _weights.LiftingBias0[r] + (row[inputs] * ((float)t / _length));
            }
        }

        return Sum(Product(_file.Constant(weight, rows, inputs), input), _file.Constant(rest, rows, _length));
    }

    private string Block(FnoBlockWeights block, string state, bool last)
    {
        var u = Sum(Spectral(block, state), Product(_file.Constant(block.Skip, Hidden, Hidden), state));
        u = last ? u : Gelu(u);
        var v = Map(block.MlpWeight1, block.MlpBias1, Gelu(Map(block.MlpWeight0, block.MlpBias0, u, Hidden)), _weights.Shape.ChannelMlpChannels);
        v = Sum(v, _file.Node("Mul", [_file.Constant(block.Gate, Hidden, 1), state]));
        return last ? v : Gelu(v);
    }

    private string Spectral(FnoBlockWeights block, string state)
    {
        var forward = new float[_length * 2 * Modes];
        var backward = new float[2 * Modes * _length];
        for (var t = 0; t < _length; t++)
        {
            for (var m = 0; m < Modes; m++)
            {
                var (sine, cosine) = Math.SinCos(2 * Math.PI * ((long)m * t % _length) / _length);
                forward[(t * 2 * Modes) + m] = (float)(cosine / _length);
                forward[(t * 2 * Modes) + Modes + m] = (float)(-sine / _length);
                backward[(m * _length) + t] = (float)((m == 0 ? 1 : 2) * cosine);
                backward[((Modes + m) * _length) + t] = (float)(-(m == 0 ? 1 : 2) * sine);
            }
        }

        // [real | imaginary] times [[Wr, Wi], [-Wi, Wr]] in every mode.
        var mix = new float[Modes * 4 * Hidden * Hidden];
        for (var m = 0; m < Modes; m++)
        {
            for (var i = 0; i < Hidden; i++)
            {
                for (var o = 0; o < Hidden; o++)
                {
                    var from = (((i * Hidden) + o) * Modes) + m;
                    var at = (m * 4 * Hidden * Hidden) + (i * 2 * Hidden) + o;
                    mix[at] = mix[at + (2 * Hidden * Hidden) + Hidden] = block.SpectralReal[from];
                    mix[at + Hidden] = block.SpectralImaginary[from];
                    mix[at + (2 * Hidden * Hidden)] = -block.SpectralImaginary[from];
                }
            }
        }

        var modes = _file.Node("MatMul", [state, _file.Constant(forward, _length, 2 * Modes)]);
        var parts = _file.Node("Split", [_file.Node("Transpose", [modes], ("perm", new long[] { 2, 0, 1 }))], [_file.NewName("re"), _file.NewName("im")], ("axis", 0L));
        var mixed = Product(_file.Node("Concat", parts, ("axis", 2L)), _file.Constant(mix, Modes, 2 * Hidden, 2 * Hidden));
        parts = _file.Node("Split", [mixed], [_file.NewName("re"), _file.NewName("im")], ("axis", 2L));
        modes = _file.Node("Transpose", [_file.Node("Concat", parts, ("axis", 0L))], ("perm", new long[] { 1, 2, 0 }));
        return Sum(Product(modes, _file.Constant(backward, 2 * Modes, _length)), _file.Constant(block.SpectralBias, Hidden, 1));
    }

    private string Map(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, string state, int inputs) =>
        Sum(Product(_file.Constant(weight, bias.Length, inputs), state), _file.Constant(bias, bias.Length, 1));

    private string Gelu(string x)
    {
        var scaled = _file.Node("Mul", [x, _file.Constant([(float)(1 / Math.Sqrt(2))], 1)]);
        var phi = Sum(_file.Node("Erf", [scaled]), _file.Constant([1], 1));
        return _file.Node("Mul", [_file.Node("Mul", [x, phi]), _file.Constant([0.5f], 1)]);
    }

    private string Product(string a, string b) => _file.Node("MatMul", [a, b]);

    private string Sum(string a, string b) => _file.Node("Add", [a, b]);
}
