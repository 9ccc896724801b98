namespace Noble.Edge.KernelGenerator;

/// <summary>One generated method.</summary>
internal interface IKernel
{
    /// <summary>The method's name.</summary>
    public string Name { get; }

    /// <summary>What it does, in half a line.</summary>
    public string Summary { get; }

    /// <summary>Writes the method.</summary>
    public void Write(CodeWriter code);
}
