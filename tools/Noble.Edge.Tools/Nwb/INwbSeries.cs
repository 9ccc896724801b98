using PureHDF;

namespace Noble.Edge.Tools;

/// <summary>A part of the file whose values are written after its structure.</summary>
internal interface INwbSeries
{
    /// <summary>Where it is in the file.</summary>
    public H5Group Group { get; }

    /// <summary>Writes what is left; every value has come.</summary>
    public void Complete(H5NativeWriter writer);
}
