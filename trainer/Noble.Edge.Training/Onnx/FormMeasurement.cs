using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>A form of the float32 graph, and what it was found to cost.</summary>
public sealed class FormMeasurement
{
    private readonly byte[] _file;

    internal FormMeasurement(OnnxForm form, byte[] file) => (Form, _file) = (form, file);

    /// <summary>How its spectral layers are written.</summary>
    public OnnxForm Form { get; }

    /// <summary>The graph.</summary>
    public ReadOnlySpan<byte> File => _file;

    /// <summary>|y - y_float64| / |y_float64| of the network's output on ONNX Runtime's CPU provider, against the reference engine [1].</summary>
    public required double RelativeL2 { get; init; }

    /// <summary>Multiply-adds of a trace.</summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>Time for a trace on one thread of ONNX Runtime's CPU provider, the least of several [ms].</summary>
    public required double MillisecondsPerTrace { get; init; }

    /// <summary>Whether its error is within <see cref="OnnxExport.ErrorBound"/>; that of a value that is not a number is not.</summary>
    public bool IsExact => RelativeL2 <= OnnxExport.ErrorBound;
}
